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
 * (normalised) are joined. Items without a key are joined where they are wholly the same.
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
    const equalities = list.map((item, index) => this.#equalityOf(item, keys[index] ?? []))
    const equal = this.#equal(equalities)
    const alike = await this.#alike(list, keys)
    const partnerOf = (index: number) => (alike !== null && !isKeyless(keys[index] ?? []) ? alike : equal).get(index)
    for (const [index, item] of list.entries()) {
      const place = partnerOf(index)
      if (place === undefined) this.#append(item, keys[index] ?? [], equalities[index] ?? '')
      else this.items[place] = filled(this.items[place] as Json, item)
    }
  }

  #append(item: Json, keys: string[], equality: string): void {
    const places = this.#places.get(equality)
    if (places) places.push(this.items.length)
    else this.#places.set(equality, [this.items.length])
    this.items.push(item)
    this.#keys.push(keys)
    this.#length += lengthOf(keys)
  }

  /** For items of a list, the places of those that they are joined with; `null`: only equal ones are. */
  async #alike(list: readonly Json[], keys: readonly string[][]): Promise<Map<number, number> | null> {
    const { by, threshold } = this.#pairing
    if (by !== 'fuzzy' && by !== 'semantic') return null
    this.#compared += this.#length * keys.reduce((sum, each) => sum + lengthOf(each), 0)
    if (this.#compared > MOST_COMPARED) return null
    const { pairs } = by === 'fuzzy' ? pairTexts(keys, this.#keys, by, threshold) : await pairByKeys(list, this.items, this.#pairing)
    return new Map(pairs.map(({ row, column }) => [row, column]))
  }

  /** Equal items are joined in order: a second copy with a second. */
  #equal(equalities: readonly string[]): Map<number, number> {
    const partners = new Map<number, number>()
    const used = new Map<string, number>()
    for (const [index, equality] of equalities.entries()) {
      const count = used.get(equality) ?? 0
      const place = this.#places.get(equality)?.[count]
      used.set(equality, count + 1)
      if (place !== undefined) partners.set(index, place)
    }
    return partners
  }

  #equalityOf(item: Json, keys: readonly string[]): string {
    if (isKeyless(keys)) return `whole ${canonicalJson(item)}`
    return canonicalJson(this.#pairing.by === 'exact' ? keys : keys.map(normalizeText))
  }
}

const isKeyless = (keys: readonly string[]): boolean => keys.every((key) => key === '')

/** An item costs something even if its keys are empty. */
const lengthOf = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + key.length, 10)

/** An item with what it leaves empty taken from another. */
function filled(item: Json, other: Json): Json {
  if (!isObject(item) || !isObject(other)) return item
  const missing = Object.entries(other).filter(([key]) => isEmpty(Object.hasOwn(item, key) ? item[key] : undefined))
  return { ...item, ...Object.fromEntries(missing) }
}

const isObject = (value: Json): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)
