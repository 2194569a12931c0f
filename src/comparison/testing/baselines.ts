import type { Baseline, BaselineCase, BaselineModel, BaselineTask } from '../../schema/baseline.ts'

type Scores = readonly (number | null)[]

/** Cases `c00`, `c01` …, each with a score by one metric; `null` is missing. */
export const casesOf = (scores: Scores, metric = 'accuracy'): BaselineCase[] =>
  scores.map((score, index) => {
    const id = `c${String(index).padStart(2, '0')}`
    return {
      case: id,
      caseHash: `hash of ${id}`,
      trials: score === null ? 0 : 1,
      passed: score === 1 ? 1 : 0,
      missing: score === null ? 'rate-limit' : null,
      scores: { [metric]: score },
    }
  })

/** A task whose models have the given scores by its primary metric. */
export const taskOf = (models: Record<string, Scores | BaselineCase[]>, over: Partial<BaselineTask> = {}): BaselineTask => {
  const { primary = 'accuracy' } = over
  return {
    task: 'triage',
    useCase: 'default',
    taskHash: 'task',
    promptHash: 'prompt',
    checksHash: 'checks',
    matchingHash: 'matching',
    caseSetHash: 'cases',
    primary,
    metrics: [primary],
    trials: 3,
    planned: Object.values(models)[0]?.length ?? 0,
    models: Object.entries(models).map(([model, scores]): BaselineModel => {
      const isCases = (given: Scores | BaselineCase[]): given is BaselineCase[] => typeof given[0] === 'object' && given[0] !== null
      const cases = isCases(scores) ? scores : casesOf(scores, primary)
      return { model, modelId: `sim:${model}`, simulated: true, settings: {}, judge: null, cases }
    }),
    ...over,
  }
}

/** A run with these tasks. */
export const baselineOf = (tasks: BaselineTask[], run: Partial<Baseline['run']> = {}): Baseline => ({
  schema: 'taskbench/baseline@1',
  run: {
    id: '20261121t045512z-aaaaaa',
    startedAt: '2026-11-21T04:55:12.000Z',
    finishedAt: '2026-11-21T04:56:12.000Z',
    status: 'complete',
    commit: 'fdc3a9b0c1d2e3f4',
    dirty: false,
    seed: 1,
    configHash: 'config',
    versions: { taskbench: '0.1.0' },
    generalModel: null,
    priceDate: null,
    ...run,
  },
  tasks,
})

/** So many ones, then so many zeros. */
export const rightThenWrong = (right: number, wrong: number): number[] => [...Array<number>(right).fill(1), ...Array<number>(wrong).fill(0)]
