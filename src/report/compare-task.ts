export const compareTask = (..._: unknown[]): { ranking: never[]; comparisons: never[]; gates: never[] } => ({ ranking: [], comparisons: [], gates: [] })
