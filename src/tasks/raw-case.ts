import type { Place } from '../schema/fault.ts'

/** A case as it was found in a file, before it is validated. */
export interface RawCase {
  value: unknown
  place: Place
}

/** Cases of a source, with the files that they came from. */
export interface RawCases {
  cases: RawCase[]
  /** Absolute paths. */
  files: string[]
  /** The source could not be read: that is a fault of its own. */
  unreadable?: boolean
}
