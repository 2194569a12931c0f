import { randomUUID } from 'node:crypto'
import { askableModels } from '../config/general-model.ts'
import type { EngineOptions } from '../engine/engine-options.ts'
import type { preparedProviders } from '../providers/prepared-providers.ts'
import type { Config } from '../schema/config.ts'
import { modelPrice } from './model-price.ts'

/** What an engine takes from the config, whatever it is made for. */
export function engineSettings(config: Config, providers: ReturnType<typeof preparedProviders>) {
  const { concurrency, budgetUsd, abandonAfter, seed } = config
  return {
    ...askableModels(config),
    provider: (model) => providers.of(model),
    price: modelPrice,
    concurrency,
    budgetNanoUsd: budgetUsd === null ? null : Math.round(budgetUsd * 1e9),
    abandonAfter,
    seed,
    newCallId: randomUUID,
  } satisfies Partial<EngineOptions>
}
