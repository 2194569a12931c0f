import { hash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** A stream of random numbers that depends on its seed alone. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Uniform integer, both ends included. */
  int(min: number, max: number): number
  /** 32 random bits, as a signed integer. */
  bits(): number
  /** Standard normal (Box–Muller). */
  normal(): number
  /** One item of a list that is not empty. */
  pick<T>(list: readonly T[]): T
  /** A shuffled copy (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[]
}

/** A generator (xoroshiro128+) whose state is the hash of the given words, so that streams never depend on the order of execution. */
export function seededRandom(...seed: (string | number)[]): Random {
  // Many streams are made for what may happen, and never read.
  let generator: RandomGenerator | undefined
  const next = () => uniformFloat64((generator ??= generatorOf(seed)))
  const int = (min: number, max: number) => uniformInt((generator ??= generatorOf(seed)), min, max)
  return {
    next,
    int,
    bits: () => (generator ??= generatorOf(seed)).next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: <T>(list: readonly T[]) => list[int(0, list.length - 1)] as T,
    shuffle: <T>(list: readonly T[]) => {
      const copy = [...list]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i)
        const held = copy[i] as T
        copy[i] = copy[j] as T
        copy[j] = held
      }
      return copy
    },
  }
}

function generatorOf(seed: readonly (string | number)[]): RandomGenerator {
  const digest = hash('sha256', JSON.stringify(seed), 'buffer')
  return xoroshiro128plusFromState([digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12) | 1])
}
