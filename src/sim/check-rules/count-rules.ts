import type { Json } from '../../schema/json.ts'
import { lastKey, pathOf } from './gold-shape.ts'
import { statedBounds } from './stated-bounds.ts'
import type { StatedBounds } from './stated-bounds.ts'
import type { Rule, RuleDraft } from './rule-draft.ts'

const UNITS: Record<string, string> = {
  word: 'words',
  words: 'words',
  character: 'characters',
  characters: 'characters',
  line: 'lines',
  lines: 'lines',
}

/** Counts that the task's texts state: of an answer's words, characters or lines, else of the only list that there is. */
export const countRules: Rule = ({ lines, output, shape }) => {
  const [list, ...others] = shape.lists
  return lines.flatMap(statedBounds).flatMap((stated): RuleDraft[] => {
    const unit = UNITS[stated.noun]
    if (unit !== undefined && output.format !== 'json') return [draft(stated, 'length', { unit, ...boundsOf(stated) })]
    if (unit !== undefined || !list || others.length > 0) return []
    const path: Record<string, Json> = list.steps.length === 0 ? {} : { path: pathOf(list.steps) }
    return [draft({ ...stated, noun: lastKey(list.steps) || stated.noun }, 'count', { ...path, ...boundsOf(stated) })]
  })
}

const boundsOf = ({ min, max }: StatedBounds): Record<string, number> => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
})

function draft(stated: StatedBounds, kind: string, given: Record<string, Json>): RuleDraft {
  return {
    requirement: `As many ${stated.noun} as asked for.`,
    source: stated.phrase.trim(),
    category: 'count',
    name: stated.phrase.trim().toLowerCase().slice(0, 60),
    severity: 'warning',
    kind,
    arguments: given,
  }
}
