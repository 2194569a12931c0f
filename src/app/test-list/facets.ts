import type { Rows } from '../data/row-store.ts'

/** The values that tests can be narrowed by, each list in order of first appearance. */
export interface Facets {
  tasks: string[]
  models: string[]
  checks: string[]
  tags: string[]
}

/** The values that occur in the rows. */
export function facets(rows: Rows['all']): Facets {
  const [tasks, models, checks, tags] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { detail } of rows) {
    tasks.add(detail.trial.task)
    models.add(detail.trial.model)
    for (const check of detail.trial.checks) checks.add(check.name)
    for (const tag of detail.trial.tags) tags.add(tag)
  }
  return { tasks: [...tasks], models: [...models], checks: [...checks], tags: [...tags] }
}
