import type { Json, JsonObject } from '../../schema/json.ts'
import { celOf, isObject } from './gold-shape.ts'
import type { GoldList } from './gold-shape.ts'
import { fieldsOf } from './list-rules.ts'
import { fieldPatterns, sourceFor } from './rule-draft.ts'
import type { Rule, RuleDraft, RuleFacts } from './rule-draft.ts'

/** Fewer right answers show no law. */
const LEAST_GOLDS = 5
/** CEL has no sum: so many items are added up one by one, longer lists pass. */
const LONGEST_LIST = 8
/** Half of the smallest unit that sums of money are said in. */
const ACCURACY = 0.005

/** Arithmetic that holds in every right answer: one field of items is the product of two others, a total is the sum of a list and other fields. */
export const arithmeticRules: Rule = (facts) => {
  if (facts.shape.root !== 'object' && facts.shape.root !== 'list') return []
  if (facts.shape.golds.length < LEAST_GOLDS) return []
  return facts.shape.lists.flatMap((list) => [...productRules(list, facts), ...sumRules(list, facts)])
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < ACCURACY
const celNear = (difference: string): string => `(${difference}) < ${ACCURACY} && (${difference}) > -${ACCURACY}`

const numberFields = (list: GoldList): string[] =>
  fieldsOf(list).filter((field) => list.lists.flat().every((item) => typeof (item as JsonObject)[field] === 'number'))

function productRules(list: GoldList, facts: RuleFacts): RuleDraft[] {
  const fields = numberFields(list)
  const items = list.lists.flat() as Record<string, number>[]
  const triples = fields.flatMap((a, i) =>
    fields.slice(i + 1).flatMap((b) => fields.filter((c) => c !== a && c !== b).map((c) => [a, b, c] as const)),
  )
  const isLaw = ([a, b, c]: readonly [string, string, string]) =>
    items.every((item) => near((item[a] as number) * (item[b] as number), item[c] as number)) &&
    new Set(items.map((item) => item[a])).size > 1 &&
    new Set(items.map((item) => item[b])).size > 1
  return triples.filter(isLaw).map(([a, b, c]): RuleDraft => {
    const difference = `x.${a} * x.${b} - x.${c}`
    return {
      requirement: `${c} is ${a} times ${b}.`,
      source: sourceFor(facts, ...fieldPatterns(c)),
      category: 'grounding',
      name: `${c} is ${a} times ${b}`,
      severity: 'warning',
      kind: 'expression',
      arguments: { cel: `${celOf('output', list.steps)}.all(x, ${celNear(difference)})` },
    }
  })
}

function sumRules(list: GoldList, facts: RuleFacts): RuleDraft[] {
  if (list.steps.length === 0) return []
  const golds = facts.shape.golds.filter(isObject)
  const totals = Object.keys(golds[0] ?? {}).filter(
    (key) => /^[A-Za-z_]\w*$/.test(key) && golds.every((gold) => typeof gold[key] === 'number'),
  )
  return numberFields(list).flatMap((field) =>
    totals.flatMap((total) => {
      const others = subsets(totals.filter((key) => key !== total))
      const added = others.find((keys) =>
        golds.every((gold) => near(gold[total] as number, sumOf(itemsIn(gold, list), field) + sumOfKeys(gold, keys))),
      )
      return added ? [sumDraft(list, facts, field, total, added)] : []
    }),
  )
}

/** None, one or two of some keys. */
function subsets(keys: readonly string[]): string[][] {
  return [[], ...keys.map((key) => [key]), ...keys.flatMap((a, i) => keys.slice(i + 1).map((b) => [a, b]))]
}

const itemsIn = (gold: JsonObject, { steps }: GoldList): Json[] =>
  steps.reduce<Json>((at, step) => (isObject(at) ? (at[step] ?? []) : []), gold) as Json[]
const sumOf = (items: readonly Json[], field: string): number =>
  items.reduce<number>((sum, item) => sum + ((item as Record<string, number>)[field] ?? 0), 0)
const sumOfKeys = (gold: JsonObject, keys: readonly string[]): number => keys.reduce((sum, key) => sum + (gold[key] as number), 0)

function sumDraft(list: GoldList, facts: RuleFacts, field: string, total: string, added: readonly string[]): RuleDraft {
  const items = celOf('output', list.steps)
  const parts = Array.from({ length: LONGEST_LIST }, (_, index) => `(size(${items}) > ${index} ? ${items}[${index}].${field} : 0.0)`)
  const difference = `output.${total} - ${[...added.map((key) => `output.${key}`), ...parts].join(' - ')}`
  return {
    requirement: `${total} is the sum of every ${field}${added.map((key) => ` and ${key}`).join('')}.`,
    source: sourceFor(facts, ...fieldPatterns(total)),
    category: 'grounding',
    name: `${total} is the sum of ${[field, ...added].join(' and ')}`,
    severity: 'critical',
    kind: 'expression',
    arguments: { cel: `size(${items}) > ${LONGEST_LIST} || (${celNear(difference)})` },
  }
}
