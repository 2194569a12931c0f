import type { Rule, RuleDraft, RuleFacts } from './rule-draft.ts'
import { sourceFor } from './rule-draft.ts'

/** Answers may be so many times as long as the longest right one. */
const ROOM = 2
const LEAST_GOLDS = 3

/** How long answers that are no JSON are, and that there is one. */
export const textRules: Rule = (facts) => {
  const { output, shape } = facts
  if (output.format === 'json') return []
  const isEverEmpty = shape.golds.some((gold) => gold === null || String(gold).trim() === '')
  const some: RuleDraft[] = [
    {
      requirement: 'There is an answer.',
      source: sourceFor(facts, /\b(answer|say|write|name|give|list)\b/i),
      category: 'completeness',
      name: 'there is an answer',
      severity: 'critical',
      kind: 'length',
      arguments: { unit: 'characters', min: 1 },
    },
  ]
  return [
    ...(isEverEmpty ? [] : some),
    ...(output.format === 'text' ? lengthRules(facts) : []),
    ...(output.format === 'number' && shape.root === 'number' ? numberRules(facts) : []),
  ]
}

function lengthRules(facts: RuleFacts): RuleDraft[] {
  const texts = facts.shape.golds.filter((gold) => typeof gold === 'string')
  if (texts.length < LEAST_GOLDS || texts.length < facts.shape.golds.length) return []
  const words = texts.map((text) => text.trim().split(/\s+/).length)
  return [
    {
      requirement: 'The answer is no longer than answers need to be.',
      source: sourceFor(facts, /\b(short|brief|words?|sentences?|only|one)\b/i, /\b(answer|say|write|name|give)\b/i),
      category: 'count',
      name: 'no longer than need be',
      severity: 'warning',
      kind: 'length',
      arguments: { unit: 'words', max: Math.max(...words) * ROOM },
    },
  ]
}

function numberRules(facts: RuleFacts): RuleDraft[] {
  if (!facts.shape.golds.every((gold) => typeof gold === 'number' && Number.isInteger(gold))) return []
  return [
    {
      requirement: 'The answer is a whole number.',
      source: sourceFor(facts, /\b(how many|number|count)\b/i),
      category: 'format',
      name: 'a whole number',
      severity: 'warning',
      kind: 'expression',
      arguments: { cel: 'output != null && double(int(output)) == output' },
    },
  ]
}
