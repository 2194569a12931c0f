import { queryPath } from '../paths/query-path.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { embeddingSimilarity } from '../similarity/embedding-similarity.ts'
import { similarity } from '../similarity/similarity.ts'
import { parseClockTime } from '../time/parse-clock-time.ts'
import { isEmpty, numberIn, valueText } from './value-text.ts'

export type Compare = NonNullable<Pairing['compare']>[number]

/** Least similarity of texts that count as the same. */
export const THRESHOLDS = { exact: 1, normalized: 1, fuzzy: 0.85, semantic: 0.8 } as const

/** The first value at a path of an item; `undefined` where there is none. A plain name is looked up directly. */
export function fieldOf(item: Json, path: string): Json | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(path)) {
    return item !== null && typeof item === 'object' && !Array.isArray(item) && Object.hasOwn(item, path) ? item[path] : undefined
  }
  return queryPath(item, path)[0]
}

/**
 * Do a field of an answer item and of its gold item agree? Two empty fields do, an empty and a filled one do not. `number` and `time` agree
 * within `tolerance` (0 by default); what is no number or no time is compared as text.
 */
export async function fieldAgrees(answer: Json | undefined, gold: Json | undefined, compare: Compare): Promise<boolean> {
  if (isEmpty(answer) || isEmpty(gold)) return isEmpty(answer) && isEmpty(gold)
  const [a, b] = [valueText(answer, 'exact'), valueText(gold, 'exact')]
  switch (compare.by) {
    case 'number':
      return within(numberIn(answer), numberIn(gold), compare.tolerance ?? 0) ?? sameText(answer, gold)
    case 'time':
      return within(timeIn(answer), timeIn(gold), compare.tolerance ?? 0) ?? sameText(answer, gold)
    case 'exact':
      return a === b
    case 'normalized':
      return sameText(answer, gold)
    case 'fuzzy':
      return similarity(a, b, 'fuzzy') >= (compare.threshold ?? THRESHOLDS.fuzzy)
    case 'semantic':
      return ((await embeddingSimilarity([[a, b]]))[0] ?? 0) >= (compare.threshold ?? THRESHOLDS.semantic)
  }
}

const timeIn = (value: Json | undefined): number | null => (value === undefined ? null : parseClockTime(value))

/** `null`: one of them is not a number. Decimal fractions are allowed their rounding. */
function within(a: number | null, b: number | null, tolerance: number): boolean | null {
  if (a === null || b === null) return null
  return Math.abs(a - b) <= tolerance + 1e-9 * Math.max(1, Math.abs(b))
}

const sameText = (a: Json | undefined, b: Json | undefined): boolean => valueText(a, 'normalized') === valueText(b, 'normalized')
