/** Verdicts as they stand in a matrix: one `Uint8Array` per check, one item per answer. */
export const PASSED = 0
export const FAILED = 1
export const UNDECIDED = 2

/** Labels of answers, in a `Uint8Array`: good or bad by a person or the task's matcher; gold is good beyond doubt; the rest is not known. */
export const GOOD = 0
export const BAD = 1
export const GOLD = 2
export const UNLABELLED = 3
