import { OneTimeCalls } from '../engine/one-time-calls.ts'
import { preparedProviders } from '../providers/prepared-providers.ts'
import type { CallOnce, CallsOnceSpent } from '../schema/call-once.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { modelPrice } from './model-price.ts'
import { requirePrices } from './require-prices.ts'

/** How long calls in flight may take to end. */
const CLOSING_MS = 10_000

export interface BenchmarkCallsOptions {
  config: Pick<Config, 'seed' | 'allowKeys' | 'allowUnpriced'>
  env: Readonly<Record<string, string | undefined>>
  /** All that will be asked. */
  models: readonly Model[]
  /** The most requests that will be in flight at once: with fewer connections they would wait where no figure shows it. */
  connections: number
  /** `null`: no limit. */
  budgetUsd: number | null
  /** `false`: models that cost money are not asked; default `true`. */
  maySpend?: boolean | undefined
}

/** Asks models for a benchmark. */
export interface BenchmarkCalls {
  call: CallOnce
  spent(): CallsOnceSpent
  /** Nothing new is asked; what is in flight is finished. */
  close(): Promise<void>
}

/**
 * The port `Call` over ready providers. Rejects with EvalError `config` or `auth` where a model cannot be asked, has no price although there is a
 * budget, or answers without being asked.
 */
export async function openBenchmarkCalls(options: BenchmarkCallsOptions): Promise<BenchmarkCalls> {
  const { config, env, models, connections, budgetUsd, maySpend = true } = options
  const { seed, allowKeys, allowUnpriced } = config
  const recorded = models.find(({ answersFile }) => answersFile !== null)
  if (recorded) {
    throw new EvalError('config', `${recorded.label} has recorded answers: no call is made that could be measured`, {
      hint: 'leave it out of the models of the benchmark',
    })
  }
  const asked = models.filter((model) => maySpend || !model.paid)
  requirePrices(asked, { budgetUsd, allowUnpriced })
  const providers = preparedProviders({ env, seed, allowKeys, connections })
  await providers.prepareAll(asked)
  const calls = new OneTimeCalls({
    models,
    provider: (model) => providers.of(model),
    price: modelPrice,
    budgetNanoUsd: budgetUsd === null ? null : Math.round(budgetUsd * 1e9),
    maySpend,
  })
  return {
    call: calls.call,
    spent: () => calls.spent,
    async close() {
      await calls.end(CLOSING_MS)
      await providers.close()
    },
  }
}
