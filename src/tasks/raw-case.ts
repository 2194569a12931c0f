import type { Place } from '../schema/fault.ts'

/** A case as it was found in a file, before it is validated. */
export interface RawCase {
  value: unknown
  place: Place
  /** Places inside of it, where its source knows them. */
  placeOf?: ((path: readonly PropertyKey[], of?: 'key' | 'value') => Place) | undefined
}

/** Cases of a source, with the files that they came from. */
export interface RawCases {
  cases: RawCase[]
  /** Absolute paths. */
  files: string[]
  /** The source could not be read: that is a fault of its own. */
  unreadable?: boolean
}
