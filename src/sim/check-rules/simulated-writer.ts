import type { WritingFacts } from '../../schema/call.ts'
import { arithmeticRules } from './arithmetic-rules.ts'
import { countRules } from './count-rules.ts'
import { formRules } from './form-rules.ts'
import { goldShape } from './gold-shape.ts'
import { groundingRules } from './grounding-rules.ts'
import { listRules } from './list-rules.ts'
import { linesOf } from './rule-draft.ts'
import type { Rule, RuleDraft } from './rule-draft.ts'
import { textRules } from './text-rules.ts'
import { valueRules } from './value-rules.ts'

/** In the order in which they are cut where there are too many. */
const RULES: readonly Rule[] = [formRules, textRules, listRules, countRules, arithmeticRules, valueRules, groundingRules]
const MOST_DRAFTS = 20

/**
 * What a simulated model replies when it is asked for requirements or checks of a task: nothing is understood. Rules derive what holds in all right
 * answers from schema, matching, gold and the counts that the texts state; no check refers to gold. Pure.
 */
export function simulatedWriting(facts: WritingFacts): string {
  const drafts = draftChecks(facts).map((draft, index) => ({ ...draft, id: `r${index + 1}` }))
  if (facts.stage === 'analysis')
    return JSON.stringify({ requirements: drafts.map(({ id, requirement, source, category }) => ({ id, requirement, source, category })) })
  return JSON.stringify({
    checks: drafts.map(({ id, name, severity, kind, not = false, arguments: given }) => ({
      requirement: id,
      name,
      description: '',
      severity,
      kind,
      not,
      arguments: Object.entries(given).map(([key, value]) => ({
        name: key,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    })),
  })
}

/** The checks that the rules find, each once. */
export function draftChecks(facts: WritingFacts): RuleDraft[] {
  const golds = facts.cases.flatMap(({ gold }) => (gold === undefined ? [] : [gold]))
  const known = { ...facts, shape: goldShape(golds), lines: linesOf(facts) }
  const drafts = RULES.flatMap((rule) => rule(known))
  return [...new Map(drafts.map((draft) => [JSON.stringify([draft.kind, draft.not ?? false, draft.arguments]), draft])).values()].slice(
    0,
    MOST_DRAFTS,
  )
}
