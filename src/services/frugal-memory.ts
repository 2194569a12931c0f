import { setFlagsFromString } from 'node:v8'

/** From so many trials on, a process gives up some speed for memory. */
const MANY = 50_000
/**
 * V8 lets a heap grow to about four times what is alive before it looks for garbage, and keeps 128 MB for what is new. These let it grow by the half,
 * and what is new by no more than it has: both are read whenever V8 has collected, so that they can be set in a process that runs.
 */
const FLAGS = ['--heap-growing-percent=50', '--semi-space-growth-factor=1']

let expected = 0

/** To be called with what a process is going to see: from 50,000 trials on its heap is kept small, until it ends. Says whether it is. */
export function expectTrials(count: number): boolean {
  const before = expected
  expected += count
  if (before < MANY && expected >= MANY) FLAGS.forEach((flag) => setFlagsFromString(flag))
  return expected >= MANY
}
