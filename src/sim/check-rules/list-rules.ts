import { canonicalJson } from '../../hash/canonical-json.ts'
import type { Json } from '../../schema/json.ts'
import { normalizeText } from '../../text/normalize-text.ts'
import { parseClockTime } from '../../time/parse-clock-time.ts'
import { ANY, celOf, isObject, lastKey, pathOf } from './gold-shape.ts'
import type { GoldList } from './gold-shape.ts'
import { fieldPatterns, sourceFor } from './rule-draft.ts'
import type { Rule, RuleDraft, RuleFacts } from './rule-draft.ts'

/** Fewer lists of more than one item show no order. */
const LEAST_LISTS = 3
const START = /(^|[_-])(start|begin|from)|^(start|begin|from)/i
const END = /(^|[_-])(end|stop|to|until)([_-]|$)|^(end|stop|until)/i

/** What holds in every list of right answers: no item twice, order, spans that do not overlap, items at all. */
export const listRules: Rule = (facts) =>
  facts.shape.lists.flatMap((list) => [
    ...uniqueRules(list, facts),
    ...orderRules(list, facts),
    ...spanRules(list, facts),
    ...someRules(list, facts),
  ])

const noun = ({ steps }: GoldList): string => lastKey(steps).replaceAll(/[_-]/g, ' ') || 'items'

const sourceOfList = (list: GoldList, facts: RuleFacts, ...first: (RegExp | null)[]): string =>
  sourceFor(facts, ...first, ...fieldPatterns(lastKey(list.steps)), /\b(list|array|each|every|items?|lines?)\b/i)

function uniqueRules(list: GoldList, facts: RuleFacts): RuleDraft[] {
  const { pairing } = facts
  const keys = pairing && isPairedList(list, facts) ? [pairing.key ?? []].flat() : []
  const [key, ...more] = keys.filter((each) => /^[\w-]+$/.test(each))
  const drafts: RuleDraft[] = []
  if (list.lists.every(hasNothingTwice))
    drafts.push({
      requirement: `None of the ${noun(list)} stands twice.`,
      source: sourceOfList(list, facts),
      category: 'exclusion',
      name: `${noun(list)}: nothing twice`,
      severity: 'critical',
      kind: 'unique',
      arguments: list.steps.length === 0 ? {} : { path: pathOf(list.steps) },
    })
  if (key === undefined || more.length > 0 || !list.lists.every((items) => hasNothingTwice(fieldOf(items, key)))) return drafts
  return [
    ...drafts,
    {
      requirement: `No ${key} stands twice.`,
      source: sourceOfList(list, facts, ...fieldPatterns(key)),
      category: 'exclusion',
      name: `no ${key} twice`,
      severity: 'critical',
      kind: 'unique',
      arguments: { path: pathOf([...list.steps, ANY, key]), ignoreCase: true },
    },
  ]
}

/** Is it the list whose items are paired with gold's? */
function isPairedList({ steps }: GoldList, { pairing }: RuleFacts): boolean {
  return (pairing?.items ?? '$').replace(/\[\*\]$/, '') === pathOf(steps)
}

function orderRules(list: GoldList, facts: RuleFacts): RuleDraft[] {
  return fieldsOf(list).flatMap((field): RuleDraft[] => {
    const columns = list.lists.map((items) => fieldOf(items, field).map((value) => parseClockTime(value)))
    const long = columns.filter((column) => new Set(column).size > 1)
    if (long.length < LEAST_LISTS || !columns.every(isAscending)) return []
    return [
      {
        requirement: `The ${noun(list)} are in the order of ${field}.`,
        source: sourceOfList(list, facts, /\border\b/i, ...fieldPatterns(field)),
        category: 'order',
        name: `in the order of ${field}`,
        severity: 'warning',
        kind: 'ordered',
        arguments: { path: pathOf([...list.steps, ANY, field]), direction: 'ascending' },
      },
    ]
  })
}

function spanRules(list: GoldList, facts: RuleFacts): RuleDraft[] {
  const fields = fieldsOf(list)
  const [start, end] = spanFields(fields, facts)
  if (start === undefined || end === undefined || !fields.includes(start) || !fields.includes(end)) return []
  const timed = list.lists.every((items) => items.every((item) => timeIn(item, start) !== null && timeIn(item, end) !== null))
  if (!timed) return []
  const spans: RuleDraft = {
    requirement: `The spans from ${start} to ${end} do not overlap.`,
    source: sourceOfList(list, facts, ...fieldPatterns(end)),
    category: 'order',
    name: 'spans do not overlap',
    severity: 'critical',
    kind: 'no-overlap',
    arguments: { ...(list.steps.length === 0 ? {} : { path: pathOf(list.steps) }), start: `$.${start}`, end: `$.${end}` },
  }
  const touching: RuleDraft = {
    requirement: `Every span but the last ends where another one starts.`,
    source: sourceOfList(list, facts, ...fieldPatterns(end)),
    category: 'completeness',
    name: 'spans follow each other without gaps',
    severity: 'warning',
    kind: 'expression',
    arguments: { cel: touchingCel(celOf('output', list.steps), start, end) },
  }
  const isTouching = list.lists.every((items) =>
    items.slice(0, -1).every((item) => items.some((other) => timeIn(other, start) === timeIn(item, end))),
  )
  return isTouching ? [spans, touching] : [spans]
}

const touchingCel = (list: string, start: string, end: string): string =>
  `${list}.all(a, a.${end} == ${list}[size(${list}) - 1].${end} || ${list}.exists(b, b.${start} == a.${end}))`

function spanFields(fields: readonly string[], { pairing }: RuleFacts): (string | undefined)[] {
  const times = (pairing?.compare ?? []).filter(({ by }) => by === 'time').map(({ path }) => path)
  return times.length >= 2 ? times : [fields.find((field) => START.test(field)), fields.find((field) => END.test(field))]
}

/** A list that is never empty in right answers. */
function someRules(list: GoldList, facts: RuleFacts): RuleDraft[] {
  if (list.lists.some((items) => items.length === 0)) return []
  return [
    {
      requirement: `There are ${noun(list)}.`,
      source: sourceOfList(list, facts),
      category: 'count',
      name: `there are ${noun(list)}`,
      severity: 'critical',
      kind: 'count',
      arguments: { ...(list.steps.length === 0 ? {} : { path: pathOf(list.steps) }), min: 1 },
    },
  ]
}

/** Fields that every item of every list has, with names that paths and CEL take as they are. */
export function fieldsOf({ lists }: GoldList): string[] {
  const items = lists.flat()
  const [first] = items
  if (!isObject(first)) return []
  return Object.keys(first).filter((key) => /^[A-Za-z_]\w*$/.test(key) && items.every((item) => isObject(item) && Object.hasOwn(item, key)))
}

const fieldOf = (items: readonly Json[], field: string): Json[] =>
  items.flatMap((item) => (isObject(item) && Object.hasOwn(item, field) ? [item[field] as Json] : []))

const timeIn = (item: Json, field: string): number | null => (isObject(item) ? parseClockTime(item[field] ?? null) : null)

const hasNothingTwice = (values: readonly Json[]): boolean =>
  new Set(values.map((value) => canonicalJson(typeof value === 'string' ? normalizeText(value) : value))).size === values.length

const isAscending = (column: readonly (number | null)[]): boolean =>
  column.every((value, index) => value !== null && (index === 0 || value >= (column[index - 1] as number)))
