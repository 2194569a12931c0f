import type { Result } from '../../schema/report.ts'

/** Cases that a ranking is over: of each task the most that a model has, summed; where asking stopped early, those that all models were asked. */
export function rankedCases(results: readonly Pick<Result, 'task' | 'cases' | 'stopped'>[]): number {
  const byTask = Map.groupBy(results, ({ task }) => task)
  return [...byTask.values()].reduce((sum, own) => {
    const asked = own.flatMap(({ stopped }) => stopped?.casesAsked ?? [])
    return sum + Math.min(Math.max(...own.map(({ cases }) => cases)), ...asked)
  }, 0)
}
