/** One thing that a long check has found. */
export interface Finding {
  what: string
  found: string
  expected: string
  ok: boolean
}

/** A long check. It throws where it could not be made. */
export interface SoakRow {
  name: string
  run(): Promise<Finding[]>
}
