import { seededOrder } from './seeded-order.ts'

/** The order in which a task's cases are asked where asking may stop: that of the run's seed, the same for all models. */
export const caseOrder = <T>(items: readonly T[], idOf: (item: T) => string, seed: number, task: string): T[] =>
  seededOrder(items, idOf, seed, task, 'cases')
