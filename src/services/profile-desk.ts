import { DEFAULT_BLOCKS, wishedScenario } from '../benchmark/wished-scenario.ts'
import type { CheckedWish } from '../benchmark/wished-scenario.ts'
import { problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import type { BenchmarkCell } from '../schema/benchmark-report.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { profileWishSchema } from '../schema/profile-wish.ts'
import { modelsNamed, planBenchmark } from './plan-benchmark.ts'
import type { PlannedScenario } from './plan-benchmark.ts'
import { runBenchmark } from './run-benchmark.ts'

/** What a worker asks for, unchecked, and where it stands. */
export interface ProfileQuestion {
  wish: unknown
  /** Of the scenario, unless the wish has one. */
  name: string
  /** Paths in the wish are relative to this folder. */
  folder: string
}

/** One model, measured. Plain JSON. */
export interface MeasuredModel {
  cell: BenchmarkCell
  /** By interleaved block. */
  blocks: BenchmarkProfile[]
  /** Of every request that was answered, in milliseconds. */
  values: { firstTokenMs: number[]; latencyMs: number[] }
  /** Where samples and report are: `results/.benchmarks/RUN-ID`. */
  folder: string
}

/** `unasked`: why nothing was measured. */
export type ProfileAnswer = { measured: MeasuredModel[] } | { unasked: string }

export interface ProfileDeskOptions {
  config: Config
  env: Readonly<Record<string, string | undefined>>
  /** `false`: models that cost money are not asked. */
  maySpend: boolean
}

/** Measures models for `*.bench.ts`, one wish after the other: at once they would measure each other. The config's budget is that of all together. */
export class ProfileDesk {
  readonly #options: ProfileDeskOptions
  #before: Promise<unknown> = Promise.resolve()
  #spentNanoUsd = 0

  constructor(options: ProfileDeskOptions) {
    this.#options = options
  }

  /** Rejects with EvalError `config` where the wish is wrong, `budget` where its money is spent, and the models' own where one gave no answer at all. */
  measure(question: ProfileQuestion, signal: AbortSignal): Promise<ProfileAnswer> {
    const measured = this.#before.then(() => this.#measure(question, signal))
    this.#before = measured.catch(() => undefined)
    return measured
  }

  async #measure(question: ProfileQuestion, signal: AbortSignal): Promise<ProfileAnswer> {
    signal.throwIfAborted()
    const { config, env, maySpend } = this.#options
    const planned = this.#plan(question)
    const unasked = planned.models.filter((model) => model.paid && !maySpend)
    if (unasked.length > 0) return { unasked: unaskedSentence(unasked) }
    const values = new Map(planned.models.map(({ label }) => [label, { firstTokenMs: [] as number[], latencyMs: [] as number[] }]))
    const { report, profiles, folder } = await runBenchmark({
      config,
      env,
      planned: [planned],
      budgetUsd: this.#budgetLeft(),
      stop: signal,
      cut: signal,
      observers: [
        {
          onSample(sample) {
            if (sample.phase !== 'measured' || sample.error !== null) return
            const own = values.get(sample.model)
            if (sample.firstTokenMs !== null) own?.firstTokenMs.push(sample.firstTokenMs)
            if (sample.latencyMs !== null) own?.latencyMs.push(sample.latencyMs)
          },
        },
      ],
    })
    this.#spentNanoUsd += report.costNanoUsd
    signal.throwIfAborted()
    const blocks = Map.groupBy(profiles, ({ model }) => model)
    return {
      measured: planned.models.map(({ label }) => {
        const cell = report.cells.find(({ model }) => model === label)
        if (!cell?.figures.latencyMs) throw unanswered(label, cell)
        return { cell, blocks: blocks.get(label) ?? [], values: values.get(label) as MeasuredModel['values'], folder }
      }),
    }
  }

  #plan({ wish: given, name, folder }: ProfileQuestion): PlannedScenario {
    const { config } = this.#options
    const wish = checked(given)
    const models = wish.models ?? [wish.model as string]
    const { scenario, blocks, requests } = wish
    const each = requests === undefined ? undefined : Math.ceil(requests / (blocks ?? DEFAULT_BLOCKS))
    if (scenario !== undefined) {
      const wishes = { scenarios: [scenario], models, repetitions: blocks ?? DEFAULT_BLOCKS, requests: each, folder }
      const [planned] = planBenchmark(wishes, config)
      return singleStep(planned as PlannedScenario)
    }
    return { scenario: wishedScenario(wish, wish.name ?? name), models: modelsNamed(models, config) }
  }

  /** In US dollars; `null`: there is no limit. */
  #budgetLeft(): number | null {
    const { budgetUsd } = this.#options.config
    if (budgetUsd === null) return null
    const left = budgetUsd - this.#spentNanoUsd / 1e9
    if (left > 0) return left
    throw new EvalError('budget', `the budget of $${budgetUsd} is spent: nothing more is measured`, { hint: 'raise budgetUsd' })
  }
}

function checked(given: unknown): CheckedWish {
  const parsed = profileWishSchema.safeParse(given, { error: sayLegalKeys })
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  // What the wish lacks as a whole is said in its own words.
  const whole = issues.find(({ code, path }) => code === 'custom' && path.length === 0)
  const problem = whole ?? problemsOf(parsed.error, given)[0]
  throw new EvalError('config', `profile: ${problem?.message ?? 'expected settings'}`, { hint: (problem as { hint?: string }).hint })
}

/** A profile is one figure per model: a ramp or sweep has many. */
function singleStep(planned: PlannedScenario): PlannedScenario {
  const { load, name } = planned.scenario
  if (load.kind !== 'ramp' && load.kind !== 'sweep') return planned
  throw new EvalError('config', `profile: the scenario ${name} is a ${load.kind}, expected a load of one step`, {
    hint: `measure it by taskbench bench run ${name}`,
  })
}

function unaskedSentence(models: readonly Model[]): string {
  const [one, more] = [models.map(({ label }) => label).join(', '), models.length > 1]
  return `${one} ${more ? 'cost' : 'costs'} money and ${more ? 'were' : 'was'} not asked: run TASKBENCH=live npx vitest bench`
}

function unanswered(label: string, cell: BenchmarkCell | undefined): EvalError {
  const failures = cell?.errors.map(({ kind, count, message }) => `${count} × ${kind}: ${message}`).join('; ')
  return new EvalError('transient', `${label} answered no request that was measured${failures ? ` (${failures})` : ''}`, {
    retryable: false,
  })
}
