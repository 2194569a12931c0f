import { canonicalJson } from '../hash/canonical-json.ts'
import { keysOf, pairByKeys, pairTexts } from '../metrics/pair-by-keys.ts'
import { isEmpty } from '../metrics/value-text.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { normalizeText } from '../text/normalize-text.ts'

/** Most comparisons of two characters: seconds. */
const MOST_COMPARED = 5e9

/**
 * The items of several lists, those that a pairing takes for the same joined: the earlier stays in its place, and takes from the later the
 * fields that it leaves empty. Items of one list are never joined with each other. After 5·10⁹ comparisons of characters only equal keys
 * (normalised) are joined.
 */
export class UnitedItems {
  readonly items: Json[] = []
  readonly #pairing: Pairing
  readonly #keys: string[][] = []
  readonly #places = new Map<string, number[]>()
  #length = 0
  #compared = 0

  constructor(pairing: Pairing) {
    this.#pairing = pairing
  }

  /** Adds a list. Rejects with EvalError `config` where semantic pairing lacks its packages. */
  async add(list: readonly Json[]): Promise<void> {
    const keys = keysOf(list, this.#pairing)
    const partners = await this.#partnersOf(list, keys)
    for (const [index, item] of list.entries()) {
      const place = partners.get(index)
      if (place === undefined) this.#append(item, keys[index] ?? [])
      else this.items[place] = filled(this.items[place] as Json, item)
    }
  }

  #append(item: Json, keys: string[]): void {
    const key = this.#equalityOf(keys)
    const places = this.#places.get(key)
    if (places) places.push(this.items.length)
    else this.#places.set(key, [this.items.length])
    this.items.push(item)
    this.#length += lengthOf(keys)
    this.#keys.push(keys)
  }

  /** For items of a list, the places of those that they are joined with. */
  async #partnersOf(list: readonly Json[], keys: readonly string[][]): Promise<Map<number, number>> {
    const { by, threshold } = this.#pairing
    const isByLikeness = by === 'fuzzy' || by === 'semantic'
    if (isByLikeness) this.#compared += this.#length * keys.reduce((sum, each) => sum + lengthOf(each), 0)
    if (!isByLikeness || this.#compared > MOST_COMPARED) return this.#equalTo(keys)
    const { pairs } = by === 'fuzzy' ? pairTexts(keys, this.#keys, by, threshold) : await pairByKeys(list, this.items, this.#pairing)
    return new Map(pairs.map(({ row, column }) => [row, column]))
  }

  /** Equal items are joined in order: a second copy with a second. */
  #equalTo(keys: readonly string[][]): Map<number, number> {
    const partners = new Map<number, number>()
    const used = new Map<string, number>()
    for (const [index, each] of keys.entries()) {
      const key = this.#equalityOf(each)
      const count = used.get(key) ?? 0
      const place = this.#places.get(key)?.[count]
      used.set(key, count + 1)
      if (place !== undefined) partners.set(index, place)
    }
    return partners
  }

  #equalityOf(keys: readonly string[]): string {
    return canonicalJson(this.#pairing.by === 'exact' ? keys : keys.map(normalizeText))
  }
}

/** An item costs something even if its keys are empty. */
const lengthOf = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + key.length, 10)

/** An item with what it leaves empty taken from another. */
function filled(item: Json, other: Json): Json {
  if (!isObject(item) || !isObject(other)) return item
  const missing = Object.entries(other).filter(([key]) => isEmpty(Object.hasOwn(item, key) ? item[key] : undefined))
  return { ...item, ...Object.fromEntries(missing) }
}

const isObject = (value: Json): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)
