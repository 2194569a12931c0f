import type { Ingredients, TrialRecord } from '../../schema/trial-record.ts'

/** A trial record for tests: answered and passed unless `over` says otherwise. */
export function testTrial(
  caseId: string,
  over: Partial<Omit<TrialRecord, 'ingredients'>> & { ingredients?: Partial<Ingredients> } = {},
): TrialRecord {
  return {
    schema: 'taskbench/trial@1',
    runId: 'run',
    task: 'task',
    model: 'model',
    case: caseId,
    caseHash: `hash of ${caseId}`,
    trial: 0,
    tags: [],
    status: 'answered',
    verdict: 'passed',
    checks: [],
    callIds: [],
    answer: null,
    error: null,
    counts: 'answered',
    costNanoUsd: 1_000_000,
    unpricedCalls: 0,
    unmetered: false,
    tokens: { input: 1, output: 1, cached: null, reasoning: null },
    latencyMs: 100,
    firstTokenMs: 10,
    attempts: 1,
    reused: false,
    replayed: false,
    simulated: true,
    ...over,
    ingredients: {
      items: null,
      single: null,
      instructions: { passedWeight: 0, decidedWeight: 0 },
      quality: { passedWeight: 0, decidedWeight: 0 },
      label: null,
      agreement: null,
      ...over.ingredients,
    },
  }
}

/** A trial that is missing data: nothing is known of the model. */
export const missingTrial = (caseId: string, over: Partial<TrialRecord> = {}): TrialRecord =>
  testTrial(caseId, {
    status: 'errored',
    counts: 'missing',
    verdict: 'undecided',
    error: { kind: 'rate-limit', message: 'too many requests' },
    costNanoUsd: null,
    latencyMs: null,
    firstTokenMs: null,
    ...over,
  })

/** A trial with counted items. */
export const itemTrial = (caseId: string, truePositives: number, falsePositives: number, falseNegatives: number, trial = 0): TrialRecord =>
  testTrial(caseId, {
    trial,
    ingredients: {
      items: { truePositives, falsePositives, falseNegatives, fieldsAgreeing: truePositives, fieldsCompared: truePositives + 1 },
    },
  })

/** A trial with a single value: right, wrong, or empty. */
export const singleTrial = (caseId: string, outcome: 'right' | 'wrong' | 'empty', trial = 0): TrialRecord =>
  testTrial(caseId, { trial, ingredients: { single: { right: outcome === 'right', empty: outcome === 'empty' } } })
