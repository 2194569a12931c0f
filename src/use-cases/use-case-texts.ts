import type { UseCase } from '../schema/use-case.ts'
import { briefText } from './brief-text.ts'

/** Name of the placeholder that stands for all that a use case says of good answers; its parts are `useCase.goal` and so on. */
export const USE_CASE = 'useCase'

const TEXTS: Readonly<Record<string, (useCase: UseCase) => string | undefined>> = {
  [USE_CASE]: (useCase) => briefText(useCase, ''),
  [`${USE_CASE}.goal`]: ({ goal }) => goal,
  [`${USE_CASE}.audience`]: ({ audience }) => audience,
  [`${USE_CASE}.notes.coverage`]: ({ notes }) => notes?.coverage,
  [`${USE_CASE}.notes.chunking`]: ({ notes }) => notes?.chunking,
  [`${USE_CASE}.notes.depth`]: ({ notes }) => notes?.depth,
  [`${USE_CASE}.outputHints`]: ({ outputHints }) => outputHints && listText(outputHints),
  [`${USE_CASE}.constraints`]: ({ constraints }) => constraints && listText(constraints),
}

/** Placeholders that a prompt may hold. */
export const USE_CASE_PLACEHOLDERS: readonly string[] = Object.keys(TEXTS)

/** The text of each placeholder of which a use case says something. */
export function useCaseTexts(useCase: UseCase): Map<string, string> {
  return new Map(
    Object.entries(TEXTS).flatMap(([name, textOf]) => {
      const text = textOf(useCase)
      return text === undefined || text === '' ? [] : [[name, text] as const]
    }),
  )
}

/** One item per line. */
const listText = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')
