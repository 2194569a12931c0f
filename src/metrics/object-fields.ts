import type { Json, JsonObject } from '../schema/json.ts'
import type { Ingredients } from '../schema/trial-record.ts'
import { isEmpty, valueText } from './value-text.ts'

type Items = NonNullable<Ingredients['items']>

/**
 * An object as items: one per field that holds a value (nested ones by their path), one per element of a list. Null, blank and absent fields
 * are no items: naming a value where gold has none is invented, leaving one out is missed.
 */
export function objectFields(value: Json | undefined): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  collect(value, '$', fields)
  return fields
}

function collect(value: Json | undefined, path: string, fields: Map<string, string[]>): void {
  if (value === undefined || isEmpty(value)) return
  if (Array.isArray(value)) {
    const texts = value.filter((element) => !isEmpty(element)).map((element) => valueText(element, 'normalized'))
    if (texts.length > 0) fields.set(`${path}[*]`, texts)
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) collect((value as JsonObject)[key], `${path}[${JSON.stringify(key)}]`, fields)
  } else fields.set(path, [valueText(value, 'normalized')])
}

/** Counts of an object's fields against gold's, path by path; single fields in both are compared fields. */
export function countFields(answer: ReadonlyMap<string, string[]>, gold: ReadonlyMap<string, string[]>): Items {
  const items: Items = { truePositives: 0, falsePositives: 0, falseNegatives: 0, fieldsAgreeing: 0, fieldsCompared: 0 }
  for (const path of new Set([...gold.keys(), ...answer.keys()])) {
    const [found, wanted] = [answer.get(path) ?? [], gold.get(path) ?? []]
    const common = commonCount(found, wanted)
    items.truePositives += common
    items.falsePositives += found.length - common
    items.falseNegatives += wanted.length - common
    if (path.endsWith('[*]') || found.length === 0 || wanted.length === 0) continue
    items.fieldsCompared++
    items.fieldsAgreeing += common
  }
  return items
}

/** How many texts two bags have in common. */
export function commonCount(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const text of a) counts.set(text, (counts.get(text) ?? 0) + 1)
  let common = 0
  for (const text of b) {
    const left = counts.get(text) ?? 0
    if (left === 0) continue
    counts.set(text, left - 1)
    common++
  }
  return common
}
