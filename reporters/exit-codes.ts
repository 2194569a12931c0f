/** How a run of evaluations ends the process. */
export const EXIT_CODES = {
  /** Every test passed, every gate passed or was undecided with `undecided: warn`. */
  passed: 0,
  /** A test or a gate of a task failed or a file could not be loaded or did not run to its end (set by Vitest), a gate of the run failed, or Vitest could not start. */
  failed: 1,
  /** Wrong usage or settings: nothing was asked. */
  usage: 2,
  /** No model gave an answer. */
  nothingRan: 3,
  /** The run stopped early: budget, abandoned models, missing shards, results or a tape that could not be written. */
  incomplete: 4,
  /** The question before a run that costs money was answered with no: nothing was asked, nothing was spent. */
  declined: 5,
  /** Stopped by Ctrl-C; other signals end with 128 + their number, as in a shell. */
  interrupted: 130,
} as const
