import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { ClientProfilerOptions } from '../benchmark/client-profiler.ts'
import { ClientWatch } from '../benchmark/client-watch.ts'
import { BenchmarkAnalysis } from '../benchmark/benchmark-analysis.ts'
import { benchClock } from '../benchmark/load/bench-clock.ts'
import type { BenchClock } from '../benchmark/load/bench-clock.ts'
import { mostInFlight } from '../benchmark/load/most-in-flight.ts'
import { thisMachine } from '../benchmark/machine.ts'
import { ModelHealth } from '../benchmark/model-health.ts'
import { runScenario } from '../benchmark/run-scenario.ts'
import type { MeasuredScenario, RunScenarioOptions } from '../benchmark/run-scenario.ts'
import { sampleLine } from '../benchmark/sample-line.ts'
import { gitState } from '../records/git-state.ts'
import { RecordStream } from '../records/record-stream.ts'
import { createRunId } from '../records/run-id.ts'
import type { Usage } from '../schema/answer.ts'
import type { BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { BenchmarkCell, BenchmarkReport } from '../schema/benchmark-report.ts'
import type { Config } from '../schema/config.ts'
import type { Model } from '../schema/model.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import type { Sample } from '../schema/sample.ts'
import { openBenchmarkCalls } from './benchmark-calls.ts'
import { benchmarkTelemetry } from './benchmark-telemetry.ts'
import { modelPrice } from './model-price.ts'
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
  /** Default: `performance.now()`. */
  clock?: BenchClock | undefined
  /** What is profiled of this process; default: nothing. */
  profile?: ClientProfilerOptions | undefined
}

export interface BenchmarkRun {
  report: BenchmarkReport
  /** What it leaves to comparisons with other runs. */
  profiles: BenchmarkProfile[]
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
  const { config, env, planned, seed = config.seed, budgetUsd = config.budgetUsd } = options
  const startedAt = new Date()
  const id = createRunId(startedAt.getTime(), () => randomInt(2 ** 32) / 2 ** 32)
  const folder = join(config.resultsFolder, BENCHMARKS_FOLDER, id)
  const models = [...new Map(planned.flatMap((each) => each.models).map((model) => [model.label, model])).values()]
  const connections = Math.max(1, ...planned.map(({ scenario }) => mostInFlight(scenario.load)))
  const calls = await openBenchmarkCalls({ config: { ...config, seed }, env, models, connections, budgetUsd })
  const samples = new RecordStream(join(folder, 'samples.jsonl'))
  const analysis = new BenchmarkAnalysis()
  const health = new Map(models.map((model) => [model.label, new ModelHealth()]))
  let measured: { scenarios: MeasuredScenario[]; client: ClientFigures }
  try {
    const telling = await benchmarkTelemetry(config, calls.call, models)
    const shared = {
      call: telling.call,
      clock: options.clock ?? benchClock(),
      seed,
      stop: AbortSignal.any([options.stop ?? NEVER, samples.signal]),
      cut: options.cut ?? NEVER,
      healthOf: ({ label }: Model) => health.get(label) as ModelHealth,
      observers: [...telling.observers, ...(options.observers ?? [])],
      onSample(sample: Sample) {
        samples.add(sampleLine(sample))
        analysis.onSample(sample)
      },
    }
    measured = await watched(options, folder, shared).finally(() => telling.flush())
  } finally {
    await calls.close()
    await samples.close()
  }
  if (samples.failed) throw samples.failed
  const givenUp = [...health].flatMap(([model, { givenUp: reason }]) => (reason === null ? [] : [{ model, reason }]))
  const status = options.stop?.aborted ? 'interrupted' : givenUp.length > 0 ? 'incomplete' : 'complete'
  const { nanoUsd, unpriced } = calls.spent()
  const report: BenchmarkReport = {
    schema: 'taskbench/benchmark@1',
    run: {
      id,
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      status,
      stopReason: status === 'incomplete' ? givenUp.map(({ model, reason }) => `${model}: ${reason}`).join('; ') : null,
      seed,
      ...(await gitState(config.root)),
      versions: { taskbench: ownVersion(), node: process.versions.node },
      machine: thisMachine(),
      ...measured.client,
    },
    cells: measured.scenarios.flatMap(({ cells }) => cells),
    sweeps: measured.scenarios.flatMap(({ sweeps }) => sweeps),
    comparisons: [],
    recommendations: [],
    costNanoUsd: nanoUsd,
    unpricedCalls: unpriced,
  }
  const { profiles, ...findings } = analysis.findings(report, { planned, price: listPrice })
  return { report: { ...report, ...findings }, profiles, folder, givenUp, failed: suspectOfStrict(planned, report.cells) }
}

type ClientFigures = Awaited<ReturnType<ClientWatch['stop']>>

/** All scenarios, one after the other, with this process under watch. */
async function watched(
  { planned, profile = { cpu: false, heap: false } }: RunBenchmarkOptions,
  folder: string,
  shared: Omit<RunScenarioOptions, 'scenario' | 'models'>,
): Promise<{ scenarios: MeasuredScenario[]; client: ClientFigures }> {
  const watch = await ClientWatch.start(profile)
  const scenarios: MeasuredScenario[] = []
  try {
    for (const { scenario, models } of planned) {
      if (shared.stop.aborted) break
      scenarios.push(await runScenario({ ...shared, scenario, models }))
    }
  } catch (error) {
    await watch.stop(folder)
    throw error
  }
  return { scenarios, client: await watch.stop(folder) }
}

/** What tokens of a model cost by its price, whatever a provider says of single calls. */
const listPrice = (model: Model, usage: Usage): number | null => modelPrice(model, usage, null).nanoUsd

const NEVER = new AbortController().signal

function suspectOfStrict(planned: readonly PlannedScenario[], cells: readonly BenchmarkCell[]): BenchmarkCell[] {
  const strict = new Set(planned.filter(({ scenario }) => scenario.strict).map(({ scenario }) => scenario.name))
  return cells.filter(({ scenario, validity }) => strict.has(scenario) && validity.suspect)
}
