import type { Rows } from '../data/row-store.ts'
import type { TestRow } from '../data/test-row.ts'
import type { AppLocation } from '../location/app-location.ts'

/** What the list of tests is narrowed by. */
export type Filters = Pick<AppLocation, 'task' | 'model' | 'outcome' | 'check' | 'checkVerdict' | 'tag' | 'query'>

/** The rows that satisfy all filters, in their order. Free text is looked for in case ids and answers, whatever the case of its letters. */
export function filterRows({ all, text }: Pick<Rows<TestRow>, 'all' | 'text'>, filters: Filters): TestRow[] {
  const { task, model, outcome, check, checkVerdict, tag } = filters
  const query = filters.query.trim().toLowerCase()
  const rows = query === '' ? all : text.rowsWith(query).flatMap((index) => all[index] ?? [])
  return rows.filter(
    (row) =>
      (task === null || row.detail.trial.task === task) &&
      (model === null || row.detail.trial.model === model) &&
      (outcome === null || row.outcome === outcome) &&
      (check === null || row.checks[checkVerdict].includes(check)) &&
      (tag === null || row.detail.trial.tags.includes(tag)),
  )
}
