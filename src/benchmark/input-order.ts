import { seededRandom } from '../random/seeded-random.ts'

/**
 * Which input the n-th conversation takes: all of them in a drawn order, then all in another. The order follows from the seed alone, so that the same
 * number is the same input for every model.
 */
export function inputOrder(inputs: number, ...seed: readonly (string | number)[]): (conversation: number) => number {
  const places = Array.from({ length: inputs }, (_, index) => index)
  const cycles = new Map<number, number[]>()
  return (conversation) => {
    const cycle = Math.floor(conversation / inputs)
    let order = cycles.get(cycle)
    if (!order) {
      // Conversations overlap by little: older orders are not asked for again.
      if (cycles.size > 8) cycles.clear()
      cycles.set(cycle, (order = seededRandom('inputs', ...seed, cycle).shuffle(places)))
    }
    return order[conversation % inputs] as number
  }
}
