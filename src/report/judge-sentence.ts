import type { Result } from '../schema/report.ts'

/** Who judged the answers of a task's results, and how far that is to be believed; `null` where no judge was asked. `name` shows a model's label. */
export function judgeSentence(
  results: readonly Pick<Result, 'judge'>[],
  name: (model: string) => string = (model) => model,
): string | null {
  const judges = new Map(results.flatMap(({ judge }) => (judge ? [[judge.model, judge] as const] : [])))
  if (judges.size === 0) return null
  const said = [...judges.values()].map(
    ({ model, simulated, calibrated }) =>
      `${name(model)} (${[...(simulated ? ['simulated'] : []), calibrated ? 'calibrated' : 'not calibrated'].join(', ')})`,
  )
  return `Judged by ${said.join(', ')}: judge error not included`
}
