import type { TaskRecord } from '../schema/run-header.ts'

/** Trials planned of each of a task's models, by label. */
export function plannedOf({ models, planned, plannedByModel }: TaskRecord): Map<string, number> {
  return new Map(models.map((label, index) => [label, plannedByModel?.[index] ?? planned]))
}
