import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { ClientWatch } from '../benchmark/client-watch.ts'
import type { ClientProfilerOptions } from '../benchmark/client-profiler.ts'
import { benchClock } from '../benchmark/load/bench-clock.ts'
import type { BenchClock } from '../benchmark/load/bench-clock.ts'
import { mostInFlight } from '../benchmark/load/most-in-flight.ts'
import { thisMachine } from '../benchmark/machine.ts'
import { ModelHealth } from '../benchmark/model-health.ts'
import { runScenario } from '../benchmark/run-scenario.ts'
import { sampleLine } from '../benchmark/sample-line.ts'
import { gitState } from '../records/git-state.ts'
import { LazyAppendFile } from '../records/lazy-append-file.ts'
import { createRunId } from '../records/run-id.ts'
import type { BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { BenchmarkCell, BenchmarkReport, SweepCurve } from '../schema/benchmark-report.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Sample } from '../schema/sample.ts'
import { openBenchmarkCalls } from './benchmark-calls.ts'
import { benchmarkTelemetry } from './benchmark-telemetry.ts'
import { ownVersion } from './own-version.ts'
import type { PlannedScenario } from './plan-benchmark.ts'

/** Folder of benchmark runs under the results; it begins with a dot as no use case does. */
export const BENCHMARKS_FOLDER = '.benchmarks'

export interface RunBenchmarkOptions {
  config: Config
  env: Readonly<Record<string, string | undefined>>
  planned: readonly PlannedScenario[]
  /** Default: the config's. */
  seed?: number | undefined
  /** `null`: no limit; default: the config's. */
  budgetUsd?: number | null | undefined
  /** Nothing begins any more; what is in flight ends, and is reported. */
  stop?: AbortSignal | undefined
  /** What is in flight is cut off. */
  cut?: AbortSignal | undefined
  observers?: readonly BenchmarkObserver[] | undefined
  /** Profiles of this process, written to the run's folder; default: none. */
  profiles?: ClientProfilerOptions | undefined
  /** Default: `performance.now()`. */
  clock?: BenchClock | undefined
}

export interface BenchmarkRun {
  report: BenchmarkReport
  /** `results/.benchmarks/RUN-ID`: samples.jsonl, and place for the report. */
  folder: string
  /** Models that were given up, and why. */
  givenUp: { model: string; reason: string }[]
  /** Suspect cells of strict scenarios: the run has failed. */
  failed: BenchmarkCell[]
}

/**
 * Measures planned scenarios: one sample per request in `samples.jsonl` as it ends, and the report. Rejects with EvalError `config` or `auth` before
 * anything was asked, where a model cannot be, and `config` where the clock stands still or the results cannot be written.
 */
export async function runBenchmark(options: RunBenchmarkOptions): Promise<BenchmarkRun> {
  const { config, env, planned, seed = config.seed, budgetUsd = config.budgetUsd, clock = benchClock() } = options
  const stop = options.stop ?? new AbortController().signal
  const cut = options.cut ?? new AbortController().signal
  const startedAt = new Date()
  const id = createRunId(startedAt.getTime(), () => randomInt(2 ** 32) / 2 ** 32)
  const folder = join(config.resultsFolder, BENCHMARKS_FOLDER, id)
  const models = [...new Map(planned.flatMap((each) => each.models).map((model) => [model.label, model])).values()]
  const connections = Math.max(1, ...planned.map(({ scenario }) => mostInFlight(scenario.load)))
  const calls = await openBenchmarkCalls({ config: { ...config, seed }, env, models, connections, budgetUsd })
  const { call, flush, ...told } = await benchmarkTelemetry(config, calls.call, models)
  const observers = [...(options.observers ?? []), ...told.observers]
  const samples = new SampleFile(join(folder, 'samples.jsonl'))
  const health = new Map(models.map((model) => [model.label, new ModelHealth()]))
  const healthOf = ({ label }: Model) => health.get(label) as ModelHealth
  const cells: BenchmarkCell[] = []
  const sweeps: SweepCurve[] = []
  const client = await ClientWatch.start(options.profiles ?? { cpu: false, heap: false })
  let seen: Awaited<ReturnType<ClientWatch['stop']>>
  try {
    for (const { scenario, models: own } of planned) {
      if (stop.aborted || samples.failed) break
      const shared = { call, clock, seed, stop: AbortSignal.any([stop, samples.signal]), cut, healthOf, observers }
      const measured = await runScenario({ ...shared, scenario, models: own, onSample: (sample) => samples.add(sample) })
      cells.push(...measured.cells)
      sweeps.push(...measured.sweeps)
    }
  } finally {
    seen = await client.stop(folder)
    await calls.close()
    await samples.close()
    await flush()
  }
  if (samples.failed) throw samples.failed
  const { nanoUsd, unpriced } = calls.spent()
  const givenUp = [...health].flatMap(([model, { givenUp: reason }]) => (reason === null ? [] : [{ model, reason }]))
  const strict = new Set(planned.filter(({ scenario }) => scenario.strict).map(({ scenario }) => scenario.name))
  const report: BenchmarkReport = {
    schema: 'taskbench/benchmark@1',
    run: { id, ...seen, ...(await runFacts({ startedAt, seed, config, interrupted: stop.aborted, givenUp })) },
    cells,
    sweeps,
    comparisons: [],
    recommendations: [],
    costNanoUsd: nanoUsd,
    unpricedCalls: unpriced,
  }
  return { report, folder, givenUp, failed: cells.filter(({ scenario, validity }) => strict.has(scenario) && validity.suspect) }
}

/** What a report says of its run. */
async function runFacts({
  startedAt,
  seed,
  config,
  interrupted,
  givenUp,
}: {
  startedAt: Date
  seed: number
  config: Config
  interrupted: boolean
  givenUp: BenchmarkRun['givenUp']
}): Promise<Omit<BenchmarkReport['run'], 'id'>> {
  const reasons = givenUp.map(({ model, reason }) => `${model}: ${reason}`).join('; ')
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    status: interrupted ? 'interrupted' : givenUp.length > 0 ? 'incomplete' : 'complete',
    stopReason: interrupted ? 'interrupted' : reasons || null,
    seed,
    ...(await gitState(config.root)),
    versions: { taskbench: ownVersion(), node: process.versions.node },
    machine: thisMachine(),
  }
}

/** Samples as they end: what was paid for is on the disk. Where they cannot be written, nothing more is asked. */
class SampleFile {
  readonly #file: LazyAppendFile
  readonly #stop = new AbortController()
  #writing: Promise<void> = Promise.resolve()
  failed: EvalError | null = null

  constructor(file: string) {
    this.#file = new LazyAppendFile(file)
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  add(sample: Sample): void {
    this.#writing = this.#file.append(sampleLine(sample)).catch((error: unknown) => {
      this.failed ??= EvalError.is(error) ? error : new EvalError('bug', String(error), { cause: error })
      this.#stop.abort(this.failed)
    })
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }
}
