import { Engine } from '../engine/engine.ts'
import type { EngineOptions } from '../engine/engine-options.ts'
import type { preparedProviders } from '../providers/prepared-providers.ts'
import { notAskedBecause } from '../records/not-asked-because.ts'
import type { Config } from '../schema/config.ts'
import { engineSettings } from './engine-settings.ts'
import type { AskedCost } from './metered-ask.ts'

/** How long calls in flight may take to end. */
const CLOSING_MS = 10_000

/** An engine beside a run, with the config's limits and budget: it may spend, and counts what it does. */
export function sideEngine(
  { config, providers }: { config: Config; providers: ReturnType<typeof preparedProviders> },
  kept: Pick<EngineOptions, 'journal' | 'tape'>,
) {
  const engine = new Engine({ ...engineSettings(config, providers), ...kept, maySpend: true })
  kept.tape?.onTrouble((problem) => engine.halt(notAskedBecause(problem)))
  const spent: AskedCost = { calls: 0, nanoUsd: 0, unpriced: 0 }
  let isOverBudget = false
  engine.listen((event) => {
    if (event.type === 'budget-tripped') isOverBudget = true
    if (event.type !== 'call-settled' || event.reused) return
    spent.calls++
    if (event.costNanoUsd === null) spent.unpriced++
    else spent.nanoUsd += event.costNanoUsd
  })
  return { engine, spent: () => ({ ...spent }), isOverBudget: () => isOverBudget, close: () => engine.close(CLOSING_MS) }
}
