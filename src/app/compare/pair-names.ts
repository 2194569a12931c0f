import type { ReactNode } from 'react'
import type { AnswerRow } from './answer-row.ts'

/** One side of a comparison: in plain words, and as it is shown. */
export interface SideName {
  name: string
  shown: ReactNode
}

/** What the two sides of a comparison are called, and where their answers lead. */
export interface PairNames {
  task: string
  a: SideName
  b: SideName
  /** The address of an answer's own page; left out where there is none. */
  addressOf?: (row: AnswerRow) => string
  /** The address of all answers to a case. */
  addressOfCase?: (caseId: string) => string
  /** Said of a side that has no answer. */
  missing: string
}
