/** What an AbortSignal says, for one listener. Of the calls in flight each has one, and a signal takes more memory than the rest of an attempt. */
export interface Halt {
  readonly aborted: boolean
  readonly reason: unknown
  /** Is told once, when it is aborted. */
  listener: { handleEvent(): void } | null
}
