import type { AppLocation } from '../location/app-location.ts'
import type { Report } from '../../schema/report.ts'

/** What is compared: two models on one task. */
export interface ChosenPair {
  task: string
  a: string
  b: string
  tasks: string[]
  /** Models of the task, best first where it has a ranking. */
  models: string[]
}

/** The task and models that an address names; what it leaves open or the report does not have: the first task, its two best models. */
export function chosenPair(report: Pick<Report, 'results' | 'ranking'>, place: Pick<AppLocation, 'task' | 'a' | 'b'>): ChosenPair {
  const tasks = [...new Set(report.results.map((result) => result.task))]
  const task = tasks.find((name) => name === place.task) ?? tasks[0] ?? ''
  const ranked = report.ranking.find((ranking) => ranking.task === task)?.entries.map((entry) => entry.model) ?? []
  const models = [...new Set([...ranked, ...report.results.filter((result) => result.task === task).map((result) => result.model)])]
  const a = models.find((model) => model === place.a) ?? models.find((model) => model !== place.b) ?? ''
  const b = models.find((model) => model === place.b && model !== a) ?? models.find((model) => model !== a) ?? ''
  return { task, a, b, tasks, models }
}
