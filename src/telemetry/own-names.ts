/** What the conventions have no word for, under a prefix of our own. */
const PREFIX = 'taskbench'

/** Scope of meters and tracers. */
export const SCOPE = 'taskbench'

/** Of spans. */
export const OWN_ATTRIBUTES = {
  model: `${PREFIX}.model`,
  attempts: `${PREFIX}.attempts`,
  simulated: `${PREFIX}.simulated`,
} as const

/** What a call is made for: `taskbench.task`, `taskbench.scenario` … */
export const aboutAttribute = (name: string): string => `${PREFIX}.${name}`

/** Of measured requests: seconds, and counts of requests. */
export const BENCHMARK_METRICS = {
  queue: `${PREFIX}.benchmark.queue`,
  scheduleLag: `${PREFIX}.benchmark.schedule_lag`,
  firstToken: `${PREFIX}.benchmark.ttft`,
  timePerOutputToken: `${PREFIX}.benchmark.tpot`,
  latency: `${PREFIX}.benchmark.latency`,
  requests: `${PREFIX}.benchmark.requests`,
  goodput: `${PREFIX}.benchmark.goodput`,
} as const
