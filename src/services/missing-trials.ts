import { plannedOf } from '../report/planned-of.ts'
import { isNotAsked } from '../schema/is-not-asked.ts'
import type { RecordStore } from '../schema/record-store.ts'

/** What a run's use case lacks. */
export interface Missing {
  /** Planned trials that have no record, or were skipped; not those that there was no need to ask. */
  answers: number
  /** Answers that the run did not get as far as to ask the judge about. */
  judgements: number
}

/** Counts what there is still to ask of what is planned. */
export async function missingTrials(store: RecordStore): Promise<Missing> {
  const present = new Map<string, number>()
  const unjudged = new Map<string, number>()
  for await (const { task, model, status, skipReason, judge } of store.trials()) {
    if (status !== 'skipped' || isNotAsked({ status, skipReason })) addOne(present, keyOf(task, model))
    if (judge?.unasked) addOne(unjudged, keyOf(task, model))
  }
  const missing = { answers: 0, judgements: 0 }
  for (const task of await store.tasks())
    for (const [model, planned] of plannedOf(task)) {
      const key = keyOf(task.name, model)
      missing.answers += Math.max(0, planned - (present.get(key) ?? 0))
      missing.judgements += unjudged.get(key) ?? 0
    }
  return missing
}

const keyOf = (task: string, model: string): string => JSON.stringify([task, model])

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
