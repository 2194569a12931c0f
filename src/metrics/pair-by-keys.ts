import { canonicalJson } from '../hash/canonical-json.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { assign, isGreedy } from '../similarity/assign.ts'
import type { AssignedPair } from '../similarity/assign.ts'
import { embeddingSimilarities } from '../similarity/embedding-similarity.ts'
import { editSimilarity } from '../similarity/similarity.ts'
import { normalizeText } from '../text/normalize-text.ts'
import { fieldOf, THRESHOLDS } from './field-agrees.ts'
import { valueText } from './value-text.ts'

export type PairingMethod = Pairing['by']

/** Most comparisons of two characters, and most texts to embed: beyond, only equal items are paired. */
const MOST_WORK = 2e10
const MOST_EMBEDDED = 2 * 2_000

/** Answer items (rows) and gold items (columns) that belong together. */
export interface ItemPairs {
  pairs: AssignedPair[]
  /** There were too many to find the best pairs. */
  greedy: boolean
}

/** Pairs items by their keys, or by the whole item where the pairing names none. */
export async function pairByKeys(answer: readonly Json[], gold: readonly Json[], pairing: Pairing): Promise<ItemPairs> {
  const { by } = pairing
  if (by !== 'semantic') return pairTexts(keysOf(answer, pairing), keysOf(gold, pairing), by, pairing.threshold)
  const [rows, columns] = [keysOf(answer, pairing), keysOf(gold, pairing)]
  if (rows.length + columns.length > MOST_EMBEDDED) return { pairs: pairEqual(rows, columns), greedy: true }
  const perKey: number[][][] = []
  for (const index of (rows[0] ?? columns[0] ?? []).keys()) {
    const at = (keys: string[]): string => keys[index] ?? ''
    perKey.push(await embeddingSimilarities(rows.map(at), columns.map(at)))
  }
  const least = rows.map((_, i) => columns.map((__, j) => Math.min(...perKey.map((similarities) => similarities[i]?.[j] ?? 0))))
  return { pairs: assign(least, pairing.threshold ?? THRESHOLDS.semantic), greedy: isGreedy(rows.length, columns.length) }
}

/** The texts by which an item is paired: one per key. */
export function keysOf(items: readonly Json[], { key, by }: Pick<Pairing, 'key' | 'by'>): string[][] {
  const compared = by === 'normalized' ? 'normalized' : 'exact'
  const paths = key === undefined ? null : [key].flat()
  return items.map((item) => (paths ? paths.map((path) => valueText(fieldOf(item, path), compared)) : [valueText(item, compared)]))
}

/** Pairs items by texts; several keys are as alike as the least alike of them. */
export function pairTexts(
  rows: readonly string[][],
  columns: readonly string[][],
  by: Exclude<PairingMethod, 'semantic'>,
  threshold = THRESHOLDS[by] as number,
): ItemPairs {
  if (by !== 'fuzzy') return { pairs: pairEqual(rows, columns), greedy: false }
  const [answer, gold] = [rows, columns].map((side) => side.map((keys) => keys.map(normalizeText))) as [string[][], string[][]]
  if (lengthOf(answer) * lengthOf(gold) > MOST_WORK) return { pairs: pairEqual(answer, gold), greedy: true }
  const similarities = answer.map((a) => gold.map((b) => leastSimilarity(a, b, threshold)))
  return { pairs: assign(similarities, threshold), greedy: isGreedy(rows.length, columns.length) }
}

/** An item costs something even if its text is empty. */
const lengthOf = (items: readonly string[][]): number =>
  items.reduce((sum, keys) => keys.reduce((length, key) => length + key.length, sum + 10), 0)

function leastSimilarity(a: readonly string[], b: readonly string[], threshold: number): number {
  let least = 1
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index] ?? '', b[index] ?? '']
    const [shorter, longer] = left.length < right.length ? [left.length, right.length] : [right.length, left.length]
    // Texts of such different lengths cannot be as alike as that.
    if (longer > 0 && shorter / longer < threshold) return 0
    least = Math.min(least, editSimilarity(left, right))
    if (least < threshold) return 0
  }
  return least
}

/** Equal items pair in order: a second copy finds its partner taken. */
function pairEqual(rows: readonly string[][], columns: readonly string[][]): AssignedPair[] {
  const free = new Map<string, number[]>()
  for (let column = columns.length - 1; column >= 0; column--) {
    const key = canonicalJson(columns[column])
    const waiting = free.get(key)
    if (waiting) waiting.push(column)
    else free.set(key, [column])
  }
  return rows.flatMap((keys, row) => {
    const column = free.get(canonicalJson(keys))?.pop()
    return column === undefined ? [] : [{ row, column, similarity: 1 }]
  })
}
