import type { BenchmarkCell, BenchmarkReport } from '../../schema/benchmark-report.ts'
import type { BenchmarkProfile } from '../../schema/profile.ts'
import { seededRandom } from '../../random/seeded-random.ts'
import { profileOf } from '../profile-pool.ts'
import type { ProfiledSample } from '../profile-pool.ts'

const MACHINE = { hash: 'm1', cpu: 'Test CPU', cores: 4, memoryBytes: 2 ** 33, platform: 'linux', arch: 'x64' }

export interface ProfiledRun {
  id?: string
  at?: string
  machine?: Partial<typeof MACHINE>
  scenario?: string
  scenarioHash?: string
  /** Typical latency by model. */
  models: Record<string, number>
  blocks?: number
  requests?: number
  suspect?: boolean
  loop?: 'open' | 'closed'
  failing?: number
  /** The number of the first input. */
  inputs?: number
}

/** As much of a report as profiles read. */
export function reportOf(run: ProfiledRun): Pick<BenchmarkReport, 'run' | 'cells'> {
  const {
    id = 'run-a',
    at = '2026-01-01T00:00:00.000Z',
    scenario = 'short',
    scenarioHash = 'hash-of-short',
    loop = 'closed',
    suspect = false,
  } = run
  const cells = Object.keys(run.models).map((model) => {
    const step = { index: 0, label: '1 in flight', ratePerSecond: null, concurrency: 1 }
    return { scenario, scenarioHash, model, modelId: `sim:${model}`, simulated: true, loop, step, validity: { suspect } } as BenchmarkCell
  })
  const head = { id, startedAt: at, commit: null, machine: { ...MACHINE, ...run.machine } } as BenchmarkReport['run']
  return { run: head, cells }
}

/** Samples around each model's typical latency; the first token comes after a fifth of it. */
export function samplesOf({
  scenario = 'short',
  models,
  blocks = 8,
  requests = 10,
  failing = 0,
  inputs = 0,
}: ProfiledRun): ProfiledSample[] {
  const random = seededRandom('samples', JSON.stringify(models))
  return Array.from({ length: blocks }, (_, repetition) => repetition).flatMap((repetition) =>
    Object.entries(models).flatMap(([model, typical]) =>
      Array.from({ length: requests }, (_, index): ProfiledSample => {
        const input = inputs + repetition * requests + index
        const prompt = Math.exp(0.5 * seededRandom('prompt', input).normal())
        const latencyMs = typical * prompt * Math.exp(0.05 * random.normal())
        const isFailed = random.next() < failing
        return {
          scenario,
          model,
          step: 0,
          repetition,
          input,
          turn: 0,
          phase: 'measured',
          error: isFailed ? { kind: 'http-5xx', message: 'no' } : null,
          firstTokenMs: latencyMs / 5,
          timePerOutputTokenMs: null,
          latencyMs,
          latencyFromScheduleMs: latencyMs + 1,
        }
      }),
    ),
  )
}

/** What such a run leaves. */
export const profilesOf = (run: ProfiledRun): BenchmarkProfile[] => profileOf(reportOf(run), samplesOf(run))
