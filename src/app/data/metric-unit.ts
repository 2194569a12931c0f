import type { Report } from '../../schema/report.ts'

/** The unit of a metric, as the results of a task (or, where it is left out, of any) give it; `share` where none does. */
export const metricUnit = ({ results }: Pick<Report, 'results'>, metric: string, task?: string): string =>
  results.find((result) => (task === undefined || result.task === task) && Object.hasOwn(result.metrics, metric))?.metrics[metric]?.unit ??
  'share'
