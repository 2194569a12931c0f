import type { TaskRecord } from '../schema/run-header.ts'

/** Trials planned of each of a task's models, by label. */
export function plannedOf({ models, planned, plannedByModel }: TaskRecord): Map<string, number> {
  return new Map(models.map((label, index) => [label, plannedByModel?.[index] ?? planned]))
}

/** The same numbers as fields of a record. */
export function plannedFields(byModel: ReadonlyMap<string, number>): Pick<TaskRecord, 'planned' | 'plannedByModel'> {
  const plannedByModel = [...byModel.values()]
  const planned = Math.max(0, ...plannedByModel)
  return new Set(plannedByModel).size > 1 ? { planned, plannedByModel } : { planned }
}
