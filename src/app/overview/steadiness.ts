import type { TestRow } from '../data/test-row.ts'

/** Cases of a model by how their trials ended; cases with fewer than two decided trials are in none. */
export interface Steadiness {
  model: string
  always: number
  sometimes: number
  never: number
}

/** How steady each model is on a task, in the order of `models`; empty where no case has two decided trials. */
export function steadinessOf(rows: readonly TestRow[], task: string, models: readonly string[]): Steadiness[] {
  const cases = new Map(models.map((model) => [model, new Map<string, { passed: number; decided: number }>()]))
  for (const { outcome, caseKey, detail } of rows) {
    const ofModel = detail.trial.task === task && detail.trial.counts === 'answered' ? cases.get(detail.trial.model) : undefined
    if (ofModel === undefined || outcome === 'undecided' || outcome === 'skipped') continue
    const seen = ofModel.get(caseKey) ?? { passed: 0, decided: 0 }
    ofModel.set(caseKey, { passed: seen.passed + (outcome === 'passed' ? 1 : 0), decided: seen.decided + 1 })
  }
  return [...cases].flatMap(([model, ofModel]) => {
    const repeated = [...ofModel.values()].filter(({ decided }) => decided > 1)
    const always = repeated.filter(({ passed, decided }) => passed === decided).length
    const never = repeated.filter(({ passed }) => passed === 0).length
    return repeated.length === 0 ? [] : [{ model, always, never, sometimes: repeated.length - always - never }]
  })
}
