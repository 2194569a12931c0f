import { metricDefinition } from '../metrics/metrics.ts'
import type { Baseline, BaselineModel, BaselineTask } from '../schema/baseline.ts'
import { STOPPED_EARLY } from '../schema/is-not-asked.ts'
import type { ModelComparison, RunComparison, TaskComparison } from '../schema/run-comparison.ts'
import { holm } from '../statistics/holm.ts'
import { closeComparison, hasScores, openComparison } from './compare-metric.ts'
import type { OpenComparison } from './compare-metric.ts'
import { flipsOf } from './flips-of.ts'
import { incomparable } from './incomparable.ts'
import { pairedPValues } from './paired-p-values.ts'
import { pairCases } from './pair-cases.ts'
import { pairModels } from './pair-models.ts'
import { modelChanges, runChanges, taskChanges } from './run-changes.ts'

/** Names of cases that are listed one by one. */
const MOST_NAMED = 20

export interface CompareRunsOptions {
  seed: number
  /** Most flips shown per model. */
  flips: number
  /** What counts as equal by the primary metric, in its unit; `null`: nothing does. */
  margin: number | null
  /** Models to be paired, as `A=B`: the label in a, the label in b; default: by label. */
  models?: readonly string[] | undefined
}

type Compared = Pick<RunComparison, 'changes' | 'tasks' | 'onlyA' | 'onlyB' | 'notes'>

/**
 * Run b against run a: tasks by name, models as `pairModels` does, cases by caseHash and then by id. Per task × model the difference b − a of each metric
 * on the pairs; p of the primary metric adjusted by Holm over the task's models, the others exploratory. A metric whose checks, judge or matching
 * with gold has changed is undecided.
 */
export function compareRuns(a: Baseline, b: Baseline, options: CompareRunsOptions): Compared {
  const [tasksA, tasksB] = [a, b].map(({ tasks }) => new Map(tasks.map((task) => [task.task, task]))) as [
    Map<string, BaselineTask>,
    Map<string, BaselineTask>,
  ]
  const { labelInA, notes } = pairModels(a, b, options.models)
  return {
    changes: runChanges(a.run, b.run),
    notes,
    tasks: [...tasksA.values()].flatMap((taskA) => {
      const taskB = tasksB.get(taskA.task)
      return taskB ? [compareTask(taskA, taskB, labelInA, options)] : []
    }),
    onlyA: [...tasksA.keys()].filter((name) => !tasksB.has(name)),
    onlyB: [...tasksB.keys()].filter((name) => !tasksA.has(name)),
  }
}

interface OpenModel {
  a: BaselineModel
  b: BaselineModel
  paired: ReturnType<typeof pairCases<BaselineModel['cases'][number], BaselineModel['cases'][number]>>
  metrics: OpenComparison[]
}

function compareTask(a: BaselineTask, b: BaselineTask, labelInA: ReadonlyMap<string, string>, options: CompareRunsOptions): TaskComparison {
  const isBoth = (name: string): boolean => a.metrics.includes(name) && metricDefinition(name)?.isTail !== true
  const names = [...new Set([b.primary, ...b.metrics.filter(isBoth)])]
  const models = a.models.flatMap((modelA): OpenModel[] => {
    const modelB = b.models.find(({ model }) => labelInA.get(model) === modelA.model)
    if (!modelB) return []
    const paired = pairCases(modelA.cases, modelB.cases)
    const metrics = names
      .flatMap((name) => openComparison(name, paired.pairs) ?? [])
      .filter((open) => open.metric.name === b.primary || hasScores(open))
    return [{ a: modelA, b: modelB, paired, metrics }]
  })
  const tests = Math.max(1, models.length)
  const opens = models.flatMap(({ metrics }) => metrics)
  const found = pairedPValues(
    opens.map(({ pair }) => pair),
    tests,
    b.task,
    options.seed,
  )
  const pValues = new Map(opens.map((open, index) => [open, found[index] ?? null]))
  const primaries = models.map(
    ({ metrics }) => pValues.get(metrics.find(({ metric }) => metric.name === b.primary) as OpenComparison) ?? null,
  )
  const adjusted = holm(primaries)
  const alone = (task: BaselineTask, side: 'a' | 'b'): string[] =>
    task.models.map(({ model }) => model).filter((label) => models.every((each) => each[side].model !== label))
  return {
    task: b.task,
    useCase: b.useCase,
    primary: b.primary,
    cases: countCases(models),
    changes: taskChanges(a, b),
    prompt: null,
    models: models.map((model, index) => compareModel(model, { a, b, tests, pValues, adjusted: adjusted[index] ?? null, options })),
    onlyA: alone(a, 'a'),
    onlyB: alone(b, 'b'),
  }
}

interface TaskFacts {
  a: BaselineTask
  b: BaselineTask
  tests: number
  pValues: ReadonlyMap<OpenComparison, number | null>
  adjusted: number | null
  options: CompareRunsOptions
}

function compareModel({ a, b, paired, metrics }: OpenModel, { options, ...task }: TaskFacts): ModelComparison {
  const primary = metricDefinition(task.b.primary)
  const stopped = (a.notAsked ?? 0) + (b.notAsked ?? 0) > 0
  return {
    model: b.model,
    ...(a.model === b.model ? {} : { modelA: a.model }),
    simulated: a.simulated || b.simulated,
    changes: modelChanges(a, b),
    metrics: metrics.map((open) => {
      const isPrimary = open.metric.name === task.b.primary
      const closed = closeComparison(open, {
        primary: isPrimary,
        pValue: task.pValues.get(open) ?? null,
        adjustedPValue: isPrimary ? task.adjusted : null,
        tests: isPrimary ? task.tests : 1,
        margin: isPrimary ? options.margin : null,
        incomparable: incomparable(open.metric, { task: task.a, model: a }, { task: task.b, model: b }),
      })
      return stopped ? { ...closed, method: `${closed.method}, ${STOPPED_EARLY}` } : closed
    }),
    flips: primary === null ? { worse: 0, better: 0, same: 0, shown: [] } : flipsOf(paired.pairs, primary, options.flips),
  }
}

/** Of all models together: a case counts once, as paired where any model has it on both sides. */
function countCases(models: readonly OpenModel[]): TaskComparison['cases'] {
  const paired = new Map<string, 'hash' | 'id'>()
  for (const {
    paired: { pairs },
  } of models)
    for (const { b, by } of pairs) paired.set(b.case, by)
  const pairedA = new Set(models.flatMap(({ paired: { pairs } }) => pairs.map(({ a }) => a.case)))
  const only = (side: 'onlyA' | 'onlyB', known: ReadonlySet<string> | ReadonlyMap<string, unknown>): { count: number; names: string[] } => {
    const names = [...new Set(models.flatMap((model) => model.paired[side].map((subject) => subject.case)))].filter((id) => !known.has(id))
    return { count: names.length, names: names.slice(0, MOST_NAMED) }
  }
  const byId = [...paired.values()].filter((by) => by === 'id').length
  return { paired: paired.size, byId, onlyA: only('onlyA', pairedA), onlyB: only('onlyB', paired) }
}
