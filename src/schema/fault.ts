/** A place in a file. Lines and columns count from 1. */
export interface Place {
  /** Absolute path. */
  file: string
  line: number
  column: number
}

/** One thing that is wrong in a file written by a person: what was found, what was expected, what to do. */
export interface Fault {
  place: Place
  message: string
  hint?: string | undefined
}
