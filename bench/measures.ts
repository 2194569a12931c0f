import { callLoop, callTests, emptyTests, fetchTests, tailTests, taskTests } from './plans.ts'
import type { Plan } from './plans.ts'
import type { Sample } from './sample-plan.ts'

const HUNDRED = { calls: 10_000, inFlight: 100, latencyMs: 50 }
const THOUSAND = { calls: 20_000, inFlight: 1_000, latencyMs: 200 }
const TAILS = { files: 20, casesPerFile: 500, inFlight: 100, latencyMs: 50, tailMs: 2_000 }

/** What is run, by name; several measures share one. */
export const plans = {
  'empty-10000': emptyTests(10_000),
  'empty-10000-meta': emptyTests(10_000, 1_024),
  'task-10000': taskTests({ cases: 10_000, checks: [{ kind: 'equals' }] }),
  'passing-2000': taskTests({ cases: 2_000, checks: threeChecks('It is') }),
  'failing-2000': taskTests({ cases: 2_000, checks: threeChecks('No word of this'), outcome: 'failed' }),
  'empty-1': emptyTests(1),
  'task-1': taskTests({ cases: 1, checks: [{ kind: 'equals' }] }),
  'loop-10000': callLoop(HUNDRED),
  'fetch-loop-10000': callLoop(HUNDRED, 'fetch'),
  'calls-10000': callTests(HUNDRED),
  'fetch-10000': fetchTests(HUNDRED),
  'loop-20000': callLoop(THOUSAND),
  'calls-20000': callTests(THOUSAND),
  'tails-together': tailTests({ ...TAILS, joined: true }),
  'tails-apart': tailTests({ ...TAILS, joined: false }),
} satisfies Record<string, Plan>

export type PlanName = keyof typeof plans

/** A number of a sample. */
export type Figure = 'wallMs' | 'cpuMs' | 'spanMs' | 'peakBytes'

/** A figure of one plan in relation to the same figure of another. */
export interface Measure {
  name: string
  of: PlanName
  to: PlanName
  figure: Figure
  /** The greatest ratio that is accepted. */
  limit: number
  /** It is printed, but cannot fall short. */
  informational?: true
}

export const measures: readonly Measure[] = [
  { name: '10,000 passing tests / empty Vitest tests', of: 'task-10000', to: 'empty-10000', figure: 'wallMs', limit: 2.5 },
  { name: '2,000 tests with 3 failing checks / passing', of: 'failing-2000', to: 'passing-2000', figure: 'wallMs', limit: 3 },
  { name: '10,000 tests / empty with 1 KB of meta', of: 'task-10000', to: 'empty-10000-meta', figure: 'peakBytes', limit: 1.4 },
  { name: 'start-up: one case / one empty Vitest test', of: 'task-1', to: 'empty-1', figure: 'wallMs', limit: 1.6, informational: true },
  { name: '10,000 calls, 100 in flight, 50 ms / bare undici', of: 'calls-10000', to: 'loop-10000', figure: 'wallMs', limit: 1.5 },
  { name: '10,000 calls, 100 in flight, 50 ms: CPU', of: 'calls-10000', to: 'loop-10000', figure: 'cpuMs', limit: 3 },
  {
    name: '10,000 calls: CPU / bare undici by its fetch',
    of: 'calls-10000',
    to: 'fetch-loop-10000',
    figure: 'cpuMs',
    limit: 3,
    informational: true,
  },
  {
    name: '10,000 calls: CPU / Vitest tests with their own fetch',
    of: 'calls-10000',
    to: 'fetch-10000',
    figure: 'cpuMs',
    limit: 1.25,
    informational: true,
  },
  { name: '20,000 calls, 1,000 in flight, 200 ms: time of calls', of: 'calls-20000', to: 'loop-20000', figure: 'spanMs', limit: 1.25 },
  { name: '20 files with a slow tail / the same in one file', of: 'tails-apart', to: 'tails-together', figure: 'wallMs', limit: 1.15 },
]

/** A figure of a sample; `NaN` where it has none. */
export function figureOf(sample: Sample, figure: Figure): number {
  return figure === 'spanMs' ? (sample.served?.spanMs ?? Number.NaN) : sample[figure]
}

function threeChecks(text: string): object[] {
  return ['first', 'second', 'third'].map((name) => ({ name, kind: 'contains', text }))
}
