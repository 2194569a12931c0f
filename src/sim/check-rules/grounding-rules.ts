import type { Json } from '../../schema/json.ts'
import { ANY, celOf, isObject, lastKey } from './gold-shape.ts'
import type { GoldLeaf } from './gold-shape.ts'
import { fieldPatterns, sourceFor } from './rule-draft.ts'
import type { Rule, RuleDraft, RuleFacts } from './rule-draft.ts'

/** Fewer right answers show no law. */
const LEAST_GOLDS = 5
/** Shorter texts stand in any text. */
const LEAST_LENGTH = 4
const PLACEHOLDER = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g

/** Fields whose text is copied from the input in every right answer. Only inputs that the prompt shows are looked at. */
export const groundingRules: Rule = (facts) => {
  if (facts.shape.golds.length < LEAST_GOLDS) return []
  const shown = [...new Set(facts.messages.flatMap(({ content }) => [...content.matchAll(PLACEHOLDER)].map(([, name = '']) => name)))]
  return facts.shape.leaves.flatMap((leaf) => {
    const field = shown.find((name) => isCopied(leaf, name, facts))
    return field === undefined ? [] : [draft(leaf, field, facts)]
  })
}

function isCopied(leaf: GoldLeaf, name: string, { cases }: RuleFacts): boolean {
  const depth = leaf.steps.filter((step) => step === ANY).length
  const lengths = leaf.values.map((value) => (typeof value === 'string' ? value.length : 0))
  if (depth > 1 || leaf.golds < LEAST_GOLDS || lengths.some((length) => length < LEAST_LENGTH)) return false
  return cases.every(({ input, gold }) => {
    if (gold === undefined) return true
    const text = input[name]
    return typeof text === 'string' && textsAt(gold, leaf.steps).every((value) => typeof value === 'string' && text.includes(value))
  })
}

function textsAt(value: Json, [step, ...rest]: readonly string[]): Json[] {
  if (step === undefined) return [value]
  if (step === ANY) return Array.isArray(value) ? value.flatMap((item) => textsAt(item, rest)) : []
  return isObject(value) && Object.hasOwn(value, step) ? textsAt(value[step] as Json, rest) : []
}

function draft(leaf: GoldLeaf, field: string, facts: RuleFacts): RuleDraft {
  const name = lastKey(leaf.steps)
  const any = leaf.steps.indexOf(ANY)
  const contains = (value: string) => `${celOf('input', [field])}.contains(${value})`
  const cel =
    any < 0
      ? contains(celOf('output', leaf.steps))
      : `${celOf('output', leaf.steps.slice(0, any))}.all(x, ${contains(celOf('x', leaf.steps.slice(any + 1)))})`
  return {
    requirement: `${name || 'The answer'} stands in the input as it is.`,
    source: sourceFor(facts, ...fieldPatterns(name), /\b(cop(y|ied)|as printed|from)\b/i),
    category: 'grounding',
    name: `${name || 'the answer'} stands in the input`,
    severity: 'warning',
    kind: 'expression',
    arguments: { cel },
  }
}
