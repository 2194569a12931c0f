import { hash } from 'node:crypto'

/**
 * Items in a random order that depends on the seed and on each item's own id alone: what is added or left out does not change the order of the
 * others. Items with one id keep their order.
 */
export function seededOrder<T>(items: readonly T[], idOf: (item: T) => string, ...seed: (string | number)[]): T[] {
  const keyed = items.map((item) => ({ item, key: hash('sha256', JSON.stringify([...seed, idOf(item)])) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item)
}
