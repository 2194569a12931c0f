import { plannedOf } from '../report/planned-of.ts'
import { isNotAsked } from '../schema/is-not-asked.ts'
import type { RecordStore } from '../schema/record-store.ts'

/** How many planned trials of a run's use case have no record, or were skipped; not those that there was no need to ask. */
export async function missingTrials(store: RecordStore): Promise<number> {
  const present = new Map<string, number>()
  for await (const { task, model, status, skipReason } of store.trials())
    if (status !== 'skipped' || isNotAsked({ status, skipReason }))
      present.set(keyOf(task, model), (present.get(keyOf(task, model)) ?? 0) + 1)
  const tasks = await store.tasks()
  const missing = tasks.flatMap((task) =>
    [...plannedOf(task)].map(([model, planned]) => Math.max(0, planned - (present.get(keyOf(task.name, model)) ?? 0))),
  )
  return missing.reduce((sum, count) => sum + count, 0)
}

const keyOf = (task: string, model: string): string => JSON.stringify([task, model])
