import type { WritingFacts } from '../../schema/call.ts'
import type { Severity } from '../../schema/check.ts'
import type { CheckCategory } from '../../schema/checks-file.ts'
import type { Json } from '../../schema/json.ts'
import type { GoldShape } from './gold-shape.ts'

/** A requirement that a rule found, with the check that decides it. */
export interface RuleDraft {
  requirement: string
  source: string
  category: CheckCategory
  name: string
  severity: Severity
  kind: string
  not?: true
  arguments: Record<string, Json>
}

/** What rules go by. */
export interface RuleFacts extends WritingFacts {
  /** The right answers, all together. */
  shape: GoldShape
  /** Lines of the task's texts, without their bullets. */
  lines: string[]
}

/** Finds requirements of one kind. Pure. */
export type Rule = (facts: RuleFacts) => RuleDraft[]

const LONGEST_SOURCE = 200

/** The task's texts as lines. */
export function linesOf({ description, messages }: Pick<WritingFacts, 'description' | 'messages'>): string[] {
  return [description, ...messages.map(({ content }) => content)]
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((line) => line !== '')
}

/** The words of the task that speak of something: of the first line that a pattern matches, else how answers are read. */
export function sourceFor({ lines, output }: Pick<RuleFacts, 'lines' | 'output'>, ...patterns: readonly (RegExp | null)[]): string {
  for (const pattern of patterns) {
    const line = pattern === null ? undefined : lines.find((each) => pattern.test(each))
    if (line !== undefined) return phraseIn(line, pattern as RegExp)
  }
  return `Answers are read as ${output.format}.`
}

/** The sentence of a line that matches; of a long one its beginning. */
function phraseIn(line: string, pattern: RegExp): string {
  const sentence = line.split(/(?<=[.!?])\s+/).find((part) => pattern.test(part)) ?? line
  return sentence.slice(0, LONGEST_SOURCE).toWellFormed().trim()
}

/** A field's name as a line would say it: at its beginning, or anywhere. */
export function fieldPatterns(field: string): RegExp[] {
  const name = field.replaceAll(/[^\p{L}\p{N}_ -]/gu, '.')
  return name === '' ? [] : [new RegExp(`^["'\`]?${name}["'\`]?\\b`, 'iu'), new RegExp(`\\b${name.replaceAll(/[_-]/g, '[ _-]?')}`, 'iu')]
}
