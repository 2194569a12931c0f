import type { Mutating } from './mutating.ts'

const SPARE = ['further', 'general', 'other', 'unrelated', 'additional', 'possible']
const TRIES = 8

/** A word of the prompt that is not `not`, letter case aside. */
export function madeUpWord({ random, words }: Mutating, not: string): string {
  const pool = words()
  for (let i = 0; i < TRIES && pool.length; i++) {
    const word = random.pick(pool)
    if (word.toLowerCase() !== not.toLowerCase()) return word
  }
  return random.pick(SPARE.filter((word) => word !== not.toLowerCase()))
}
