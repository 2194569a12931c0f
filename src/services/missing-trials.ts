import { isNotAsked } from '../schema/is-not-asked.ts'
import type { RecordStore } from '../schema/record-store.ts'

/** How many planned trials of a run's use case have no record, or were skipped; not those that there was no need to ask. */
export async function missingTrials(store: RecordStore): Promise<number> {
  const present = new Map<string, number>()
  for await (const { task, status, skipReason } of store.trials())
    if (status !== 'skipped' || isNotAsked({ status, skipReason })) present.set(task, (present.get(task) ?? 0) + 1)
  const tasks = await store.tasks()
  return tasks.reduce((sum, { name, planned, models }) => sum + Math.max(0, planned * models.length - (present.get(name) ?? 0)), 0)
}
