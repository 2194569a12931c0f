import type { Json } from '../../schema/json.ts'
import { ANY, lastKey, pathOf } from './gold-shape.ts'
import type { GoldLeaf } from './gold-shape.ts'
import { commonPattern } from './common-pattern.ts'
import { legalWords } from './legal-words.ts'
import { fieldPatterns, sourceFor } from './rule-draft.ts'
import type { Rule, RuleDraft, RuleFacts } from './rule-draft.ts'
import { statedRange } from './stated-bounds.ts'

/** Formats in which a number is read as one. */
const NUMERIC = new Set(['json', 'number'])

/** What holds of single values in right answers: their sign or stated range, legal words, the form of dates and codes. */
export const valueRules: Rule = (facts) =>
  facts.shape.leaves.flatMap((leaf) => {
    const numbers = leaf.values.filter((value) => typeof value === 'number')
    const texts = leaf.values.filter((value) => typeof value === 'string')
    if (numbers.length === leaf.values.length) return NUMERIC.has(facts.output.format) ? rangeRules(leaf, numbers, facts) : []
    return texts.length === leaf.values.length ? [...wordRules(leaf, texts, facts), ...patternRules(leaf, texts, facts)] : []
  })

const nameOf = ({ steps }: GoldLeaf): string => lastKey(steps) || 'the answer'
const sourceOfField = (leaf: GoldLeaf, facts: RuleFacts): string =>
  sourceFor(facts, ...fieldPatterns(lastKey(leaf.steps)), /\b(answer|number|say|give|write)\b/i)
const at = (leaf: GoldLeaf): Record<string, Json> =>
  leaf.steps.length === 0 || (leaf.steps.length === 1 && leaf.steps[0] === ANY) ? {} : { path: pathOf(leaf.steps) }

function rangeRules(leaf: GoldLeaf, numbers: readonly number[], facts: RuleFacts): RuleDraft[] {
  const source = sourceOfField(leaf, facts)
  const stated = statedRange(source)
  const holds = stated !== null && numbers.every((value) => value >= stated.min && value <= stated.max)
  const bounds: Record<string, number> | null = holds ? { ...stated } : Math.min(...numbers) >= 0 ? { min: 0 } : null
  if (!bounds) return []
  const [words, category] = holds ? [`from ${stated.min} to ${stated.max}`, 'range' as const] : ['not below zero', 'range' as const]
  return [
    {
      requirement: `${nameOf(leaf)} is ${words}.`,
      source,
      category,
      name: `${nameOf(leaf)} ${words}`,
      severity: 'critical',
      kind: 'range',
      arguments: { ...at(leaf), ...bounds },
    },
  ]
}

function wordRules(leaf: GoldLeaf, texts: readonly string[], facts: RuleFacts): RuleDraft[] {
  const legal = legalWords(texts, facts)
  if (!legal) return []
  return [
    {
      requirement: `${nameOf(leaf)} is one of the words that are listed.`,
      source: legal.source,
      category: 'domain',
      name: `${nameOf(leaf)} is a legal word`,
      severity: 'critical',
      kind: 'one-of',
      arguments: { ...at(leaf), values: legal.words },
    },
  ]
}

function patternRules(leaf: GoldLeaf, texts: readonly string[], facts: RuleFacts): RuleDraft[] {
  const pattern = commonPattern(texts)
  if (pattern === null) return []
  return [
    {
      requirement: `${nameOf(leaf)} is written in the form that is asked for.`,
      source: sourceOfField(leaf, facts),
      category: 'format',
      name: `form of ${nameOf(leaf)}`,
      severity: 'critical',
      kind: 'regex',
      arguments: { ...at(leaf), pattern },
    },
  ]
}
