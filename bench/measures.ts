import type { ProjectPlan, Sample } from './bench-project.ts'
import { emptyTests, taskTests } from './projects.ts'

/** Projects that are run, by name; several measures share one. */
export const projects = {
  'empty-10000': emptyTests(10_000),
  'empty-10000-meta': emptyTests(10_000, 1_024),
  'task-10000': taskTests(10_000, [{ kind: 'equals' }]),
  'passing-2000': taskTests(2_000, threeChecks('It is')),
  'failing-2000': taskTests(2_000, threeChecks('No word of this'), 'failed'),
  'empty-1': emptyTests(1),
  'task-1': taskTests(1, [{ kind: 'equals' }]),
} satisfies Record<string, ProjectPlan>

export type ProjectName = keyof typeof projects

/** A figure of one project in relation to the same figure of another. */
export interface Measure {
  name: string
  of: ProjectName
  to: ProjectName
  figure: keyof Sample
  /** The greatest ratio that is accepted. */
  limit: number
  /** It is printed, but cannot fall short. */
  informational?: true
}

export const measures: readonly Measure[] = [
  { name: '10,000 passing tests / empty Vitest tests', of: 'task-10000', to: 'empty-10000', figure: 'wallMs', limit: 2.5 },
  { name: '2,000 tests with 3 failing checks / passing', of: 'failing-2000', to: 'passing-2000', figure: 'wallMs', limit: 3 },
  { name: '10,000 tests / empty with 1 KB of meta', of: 'task-10000', to: 'empty-10000-meta', figure: 'peakBytes', limit: 1.4 },
  { name: 'start-up: one case / one empty Vitest test', of: 'task-1', to: 'empty-1', figure: 'wallMs', limit: 1.6, informational: true },
]

function threeChecks(text: string): object[] {
  return ['first', 'second', 'third'].map((name) => ({ name, kind: 'contains', text }))
}
