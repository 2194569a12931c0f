/** A difference is said to be found where chance alone would give one as great in at most 5 of 100 runs. */
export const ALPHA = 0.05
