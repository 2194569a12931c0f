import { CHECK_CATEGORIES } from '../schema/checks-file.ts'
import type { CheckCategory } from '../schema/checks-file.ts'
import { ANALYSIS_PROMPT_V1 } from './analysis-prompt-v1.ts'
import { describeVocabulary } from './check-vocabulary.ts'
import { WRITING_PROMPT_V1 } from './writing-prompt-v1.ts'

/** Version of the prompts in use: files of checks name it. */
export const WRITING_PROMPT_VERSION = '1'

const CATEGORY_WORDS: Record<CheckCategory, string> = {
  format: 'how the answer is written: JSON, fields, types, patterns, nothing beside it',
  count: 'how many of something there are, how long it is',
  inclusion: 'what must stand in it',
  exclusion: 'what must not stand in it',
  range: 'between which values something lies',
  order: 'in which order things stand, what must not overlap',
  domain: 'which values are legal',
  completeness: 'that nothing is left out',
  style: 'tone, language, wording',
  grounding: 'that it follows from the input',
}

const CATEGORIES = CHECK_CATEGORIES.map((category) => `  - ${category}: ${CATEGORY_WORDS[category]}`).join('\n')

/** The prompt in use for a list of requirements. */
export function analysisPrompt(mark: string, most: number): string {
  return fill(ANALYSIS_PROMPT_V1, { mark, most: String(most), categories: CATEGORIES })
}

/** The prompt in use for checks. */
export function writingPrompt(mark: string, most: number, hasTools: boolean): string {
  return fill(WRITING_PROMPT_V1, { mark, most: String(most), kinds: describeVocabulary(hasTools) })
}

/** What is filled in is not looked at again. */
function fill(prompt: string, values: Record<string, string>): string {
  return prompt.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole)
}
