import { caseChange } from '../comparison/flips-of.ts'
import { pairCases } from '../comparison/pair-cases.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { Baseline, BaselineModel } from '../schema/baseline.ts'
import type { ComparedCase, ComparedCases } from '../schema/comparison-source.ts'

/** Every case of the tasks and models that both sides have, with its scores by the primary metric, in the order of a's tasks and models. */
export function comparedCases(a: Pick<Baseline, 'tasks'>, b: Pick<Baseline, 'tasks'>): ComparedCases[] {
  return a.tasks.flatMap((taskA) => {
    const taskB = b.tasks.find(({ task }) => task === taskA.task)
    if (taskB === undefined) return []
    return taskA.models.flatMap((modelA): ComparedCases[] => {
      const modelB = taskB.models.find(({ model }) => model === modelA.model)
      if (modelB === undefined) return []
      return [{ task: taskB.task, model: modelB.model, metric: taskB.primary, cases: casesOf(modelA, modelB, taskB.primary) }]
    })
  })
}

/** Pairs in the order of a's ids, then what each side has alone. */
function casesOf(a: BaselineModel, b: BaselineModel, primary: string): ComparedCase[] {
  const metric = metricDefinition(primary) ?? { name: primary, direction: 'higher' as const }
  const { pairs, onlyA, onlyB } = pairCases(a.cases, b.cases)
  const alone = { scoreA: null, scoreB: null, change: null, byId: false }
  return [
    ...pairs.map((pair) => ({ a: pair.a.case, b: pair.b.case, ...caseChange(pair.a, pair.b, metric), byId: pair.by === 'id' })),
    ...onlyA.map(({ case: id }) => ({ a: id, b: null, ...alone })),
    ...onlyB.map(({ case: id }) => ({ a: null, b: id, ...alone })),
  ]
}
