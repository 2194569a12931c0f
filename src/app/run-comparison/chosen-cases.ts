import type { ComparedCases } from '../../schema/comparison-source.ts'
import type { AppLocation } from '../location/app-location.ts'

/** The task and model that an address names; what it leaves open: the first. `null` where the runs have nothing in common. */
export function chosenCases(cases: readonly ComparedCases[], place: Pick<AppLocation, 'task' | 'model'>): ComparedCases | null {
  const ofTask = cases.filter(({ task }) => task === place.task)
  const of = ofTask.length > 0 ? ofTask : cases.filter(({ task }) => task === cases[0]?.task)
  return of.find(({ model }) => model === place.model) ?? of[0] ?? null
}
