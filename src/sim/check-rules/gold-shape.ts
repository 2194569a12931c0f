import type { Json, JsonObject } from '../../schema/json.ts'

/** All values that right answers have at one place; items of lists are one place. */
export interface GoldLeaf {
  /** Keys from the root; `*`: every item of a list. */
  steps: string[]
  values: Json[]
  /** How many right answers have a value there. */
  golds: number
}

/** A list at the root, or in objects under it. */
export interface GoldList {
  steps: string[]
  /** One per right answer that has it. */
  lists: Json[][]
}

/** What right answers look like, all together. */
export interface GoldShape {
  golds: Json[]
  root: 'list' | 'object' | 'text' | 'number' | 'other'
  leaves: GoldLeaf[]
  lists: GoldList[]
}

export const ANY = '*'

/** Looks at right answers: at the places that all of them have. Nothing is common to answers of different kinds. */
export function goldShape(golds: readonly Json[]): GoldShape {
  const root = rootOf(golds)
  const leaves = new Map<string, GoldLeaf>()
  const lists = new Map<string, GoldList>()
  const objects = new Set<string>()
  for (const gold of golds) {
    const seen = new Set<GoldLeaf>()
    walk(gold, [], (steps, value) => {
      const key = JSON.stringify(steps)
      if (isObject(value)) return void objects.add(key)
      if (Array.isArray(value)) {
        const list = lists.get(key) ?? { steps, lists: [] }
        lists.set(key, list)
        list.lists.push(value)
        return
      }
      const leaf = leaves.get(key) ?? { steps, values: [], golds: 0 }
      leaves.set(key, leaf)
      leaf.values.push(value)
      seen.add(leaf)
    })
    for (const leaf of seen) leaf.golds++
  }
  if (root === 'other') return { golds: [...golds], root, leaves: [], lists: [] }
  return {
    golds: [...golds],
    root,
    leaves: [...leaves.values()].filter((leaf) => leaf.golds === golds.length && !isBlurred(leaf.steps, objects)),
    lists: [...lists.values()].filter((list) => !list.steps.includes(ANY) && list.lists.length === golds.length),
  }
}

function walk(value: Json, steps: string[], see: (steps: string[], value: Json) => void): void {
  if (Array.isArray(value)) {
    see(steps, value)
    for (const item of value) walk(item, [...steps, ANY], see)
    return
  }
  see(steps, value)
  if (isObject(value)) for (const [key, field] of Object.entries(value)) walk(field, [...steps, key], see)
}

/** Where objects stand among lists, "every item" would take their fields in as well. */
function isBlurred(steps: readonly string[], objects: ReadonlySet<string>): boolean {
  return steps.some((step, index) => step === ANY && objects.has(JSON.stringify(steps.slice(0, index))))
}

function rootOf(golds: readonly Json[]): GoldShape['root'] {
  const is = (test: (gold: Json) => boolean) => golds.length > 0 && golds.every(test)
  if (is(Array.isArray)) return 'list'
  if (is(isObject)) return 'object'
  if (is((gold) => typeof gold === 'string')) return 'text'
  return is((gold) => typeof gold === 'number') ? 'number' : 'other'
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/

/** A place as a JSONPath. */
export const pathOf = (steps: readonly string[]): string =>
  `$${steps.map((step) => (step === ANY ? '[*]' : PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`)).join('')}`

/** A place below a variable as a CEL expression; without items of lists. */
export const celOf = (variable: string, steps: readonly string[]): string =>
  `${variable}${steps.map((step) => (PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`)).join('')}`

/** The last named key of a place, in words; empty at the root. */
export const lastKey = (steps: readonly string[]): string => steps.findLast((step) => step !== ANY) ?? ''
