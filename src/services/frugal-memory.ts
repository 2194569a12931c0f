import { setFlagsFromString } from 'node:v8'
import { collectGarbage } from '../benchmark/collect-garbage.ts'

/** From so many trials on, a process gives up some speed for memory. */
const MANY = 50_000
/**
 * V8 lets a heap grow to about four times what is alive before it looks for garbage, and keeps up to 128 MB for what is new. These let it grow by a
 * quarter, and what is new by no more than it has: both are read whenever V8 has collected, so that they can be set in a process that runs.
 */
const FLAGS = ['--heap-growing-percent=25', '--semi-space-growth-factor=1']

const expected = new Map<string, number>()
let frugal = false

/**
 * To be called with the trials of a task that the process is going to see; later calls for a task count instead of earlier ones. From 50,000
 * trials on the process's heap is kept small until it ends.
 */
export function expectTrials(task: string, count: number): void {
  expected.set(task, count)
  if (frugal || [...expected.values()].reduce((sum, each) => sum + each) < MANY) return
  frugal = true
  for (const flag of FLAGS) setFlagsFromString(flag)
  // The first growth is otherwise the greatest: V8 measures a heap by what was alive when it collected last.
  collectGarbage()
}

/** Gives memory back that V8 keeps for what may come, where many trials were expected: to be called between two phases of a run. */
export function returnMemory(): void {
  if (frugal) collectGarbage('last-resort')
}
