import type { CallRecord } from '../../schema/call.ts'
import type { CheckResult, Verdict } from '../../schema/check.ts'
import type { Completion } from '../../schema/answer.ts'
import type { RunHeader, TaskRecord } from '../../schema/run-header.ts'
import type { Ingredients, TrialRecord } from '../../schema/trial-record.ts'
import { testModel } from '../../schema/testing/test-model.ts'

export const RUN_ID = '20261121t045512z-x7k2q9'
const STARTED_AT = '2026-11-21T04:55:12.000Z'

export const generatedHeader = (over: Partial<RunHeader> = {}): RunHeader => ({
  schema: 'taskbench/run@1',
  runId: RUN_ID,
  startedAt: STARTED_AT,
  finishedAt: '2026-11-21T04:56:40.000Z',
  status: 'complete',
  stopReason: null,
  commit: 'fdc3a9b',
  dirty: false,
  seed: 1,
  configHash: 'c0ffee',
  versions: { taskbench: '0.1.0', vitest: '5.1.0', node: '24.21.0' },
  shard: null,
  generalModel: null,
  priceDate: '2026-11-01',
  models: [testModel({ provider: 'sim', name: 'careful' }), testModel({ provider: 'sim', name: 'hasty' })],
  ...over,
})

export const generatedTask = (over: Partial<TaskRecord> = {}): TaskRecord => ({
  schema: 'taskbench/task@1',
  runId: RUN_ID,
  file: 'evals/triage.task.yaml',
  name: 'triage',
  description: 'Label support tickets.',
  useCase: 'default',
  output: { format: 'text', schema: null },
  pairing: null,
  metrics: ['accuracy', 'pass-rate', 'cost', 'latency'],
  primary: 'accuracy',
  trials: { count: 1, pass: 'all' },
  failOn: 'critical',
  gates: [],
  taskHash: 'taskhash',
  promptHash: 'prompthash',
  checksHash: 'checkshash',
  caseSetHash: 'casesethash',
  cases: 20,
  models: ['sim:careful', 'sim:hasty'],
  planned: 20,
  ...over,
})

export const generatedCheck = (verdict: Verdict, over: Partial<CheckResult> = {}): CheckResult => ({
  name: 'right-label',
  kind: 'equals',
  severity: 'critical',
  verdict,
  message: verdict === 'passed' ? '' : 'found "billing", expected "refund"',
  ...over,
})

const completion = (text: string, latencyMs: number): Completion => ({
  text,
  toolCalls: [],
  finishReason: 'stop',
  parts: [],
  usage: { inputTokens: 120, outputTokens: 8, cachedInputTokens: 0, cacheWriteInputTokens: 0, reasoningTokens: 0, source: 'provider' },
  timings: { startedAt: STARTED_AT, firstByteMs: 20, firstTokenMs: 30, latencyMs },
  servedModel: null,
  responseId: null,
  inlineCostNanoUsd: null,
  structuredOutput: 'none',
})

const ingredients = (right: boolean): Ingredients => {
  const weight = { passedWeight: right ? 4 : 0, decidedWeight: 4 }
  return { items: null, single: { right, empty: false }, instructions: weight, quality: weight, label: right ? 'a' : 'b', agreement: null }
}

export interface GeneratedTrial {
  task?: string
  model?: string
  case: string
  trial?: number
  /** Was the answer right, and did its check pass? */
  right?: boolean
  text?: string
  prompt?: string
  costNanoUsd?: number | null
  latencyMs?: number
  over?: Partial<TrialRecord>
  call?: Partial<CallRecord>
}

/** A trial with its one call, as the engine and a worker write them. */
export function generatedTrial(wanted: GeneratedTrial): { trial: TrialRecord; call: CallRecord } {
  const { task = 'triage', model = 'sim:careful', case: caseId, trial = 0, right = true, text = 'refund', latencyMs = 200 } = wanted
  const { prompt = 'Label this ticket: my card was charged twice.', costNanoUsd = 21_000 } = wanted
  const callId = `${task}-${model}-${caseId}-${trial}`
  const simulated = model.startsWith('sim:')
  const call: CallRecord = {
    schema: 'taskbench/call@1',
    callId,
    requestHash: `hash-${callId}`,
    model,
    phase: 'execution',
    task,
    case: caseId,
    trial,
    request: { messages: [{ role: 'user', content: prompt }], params: {} },
    completion: completion(text, latencyMs),
    error: null,
    cost: { nanoUsd: costNanoUsd, source: costNanoUsd === null ? 'none' : 'list', priced: costNanoUsd === null ? null : '2026-11-01' },
    queueMs: 1,
    attempts: [{ startedAt: STARTED_AT, durationMs: latencyMs, error: null }],
    simulated,
    ...wanted.call,
  }
  const record: TrialRecord = {
    schema: 'taskbench/trial@1',
    runId: RUN_ID,
    task,
    model,
    case: caseId,
    caseHash: `casehash-${caseId}`,
    trial,
    tags: [],
    status: 'answered',
    verdict: right ? 'passed' : 'failed',
    checks: [generatedCheck(right ? 'passed' : 'failed')],
    ingredients: ingredients(right),
    callIds: [callId],
    answer: null,
    error: null,
    counts: 'answered',
    costNanoUsd,
    unpricedCalls: costNanoUsd === null ? 1 : 0,
    unmetered: false,
    tokens: { input: 120, output: 8, cached: 0, reasoning: 0 },
    latencyMs,
    firstTokenMs: 30,
    attempts: 1,
    reused: false,
    replayed: false,
    simulated,
    ...wanted.over,
  }
  return { trial: record, call }
}
