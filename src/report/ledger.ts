import type { CallRecord } from '../schema/call.ts'
import type { Report } from '../schema/report.ts'

/** What a ledger needs of a call. */
export type LedgerCall = Pick<CallRecord, 'cost' | 'model' | 'phase' | 'task'>

/**
 * The ledger of a run: every call of every phase, reused and failed ones as they were paid. Unpriced calls are counted, never taken as 0. The sums by
 * model, by phase and by task each add up to the total. It holds the sums alone.
 */
export class Ledger {
  readonly #byModel = new Map<string, number>()
  readonly #byPhase = new Map<string, number>()
  readonly #byTask = new Map<string, number>()
  readonly #replayed: NonNullable<Report['cost']['replayed']> = { calls: 0, originalNanoUsd: null }
  #totalNanoUsd = 0
  #simulatedNanoUsd = 0
  #unpricedCalls = 0

  /** A call counts as often as it is added. */
  add({ cost, model, phase, task }: LedgerCall): void {
    if (cost.source === 'replayed') this.#addReplayed(cost.originalNanoUsd)
    if (cost.nanoUsd === null) {
      this.#unpricedCalls++
      return
    }
    this.#totalNanoUsd += cost.nanoUsd
    if (cost.source === 'simulated') this.#simulatedNanoUsd += cost.nanoUsd
    addTo(this.#byModel, model, cost.nanoUsd)
    addTo(this.#byPhase, phase, cost.nanoUsd)
    addTo(this.#byTask, task, cost.nanoUsd)
  }

  /** The sums so far. `tasks`: names of those of the report's use case. */
  sums(tasks: readonly string[]): Report['cost'] {
    return {
      totalNanoUsd: this.#totalNanoUsd,
      ...(this.#simulatedNanoUsd > 0 ? { simulatedNanoUsd: this.#simulatedNanoUsd } : {}),
      estimatedNanoUsd: null,
      byModel: Object.fromEntries(this.#byModel),
      byPhase: Object.fromEntries(this.#byPhase),
      byTask: Object.fromEntries(this.#byTask),
      useCaseNanoUsd: [...new Set(tasks)].reduce((sum, task) => sum + (this.#byTask.get(task) ?? 0), 0),
      unpricedCalls: this.#unpricedCalls,
      ...(this.#replayed.calls > 0 ? { replayed: { ...this.#replayed } } : {}),
    }
  }

  #addReplayed(originalNanoUsd: number | null | undefined): void {
    this.#replayed.calls++
    if (typeof originalNanoUsd === 'number') this.#replayed.originalNanoUsd = (this.#replayed.originalNanoUsd ?? 0) + originalNanoUsd
  }
}

const addTo = (sums: Map<string, number>, key: string, nanoUsd: number): void => void sums.set(key, (sums.get(key) ?? 0) + nanoUsd)
