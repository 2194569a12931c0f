import type { TaskFacts } from '../../metrics/output-shape.ts'

/** Facts of a task with gold for a list, checks, and two trials a case. */
export function listFacts(changed: Partial<TaskFacts> = {}): TaskFacts {
  return {
    output: { format: 'json', schema: { type: 'array' } },
    pairing: null,
    trials: { count: 2, pass: 'all' },
    hasGold: true,
    hasChecks: true,
    ...changed,
  }
}
