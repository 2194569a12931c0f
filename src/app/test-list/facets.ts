import type { Verdict } from '../../schema/check.ts'

/** The values that tests can be narrowed by, each list in order of first appearance. */
export interface Facets {
  tasks: string[]
  models: string[]
  checks: string[]
  tags: string[]
}

/** What is read of a row. */
interface FacetRow {
  checks: Record<Verdict, string[]>
  /** `checks`: in their own order, where it is known. */
  detail: { trial: { task: string; model: string; tags: string[]; checks?: readonly { name: string }[] } }
}

/** The values that occur in the rows. */
export function facets(rows: readonly FacetRow[]): Facets {
  const [tasks, models, checks, tags] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { detail, checks: byVerdict } of rows) {
    tasks.add(detail.trial.task)
    models.add(detail.trial.model)
    if (detail.trial.checks) for (const { name } of detail.trial.checks) checks.add(name)
    else for (const names of [byVerdict.passed, byVerdict.failed, byVerdict.undecided]) for (const name of names) checks.add(name)
    for (const tag of detail.trial.tags) tags.add(tag)
  }
  return { tasks: [...tasks], models: [...models], checks: [...checks], tags: [...tags] }
}
