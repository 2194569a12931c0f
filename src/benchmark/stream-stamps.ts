/** When what happened on one stream: milliseconds of `performance.now()`, taken at the socket; `null`: it did not happen, or nobody said. */
export interface StreamStamps {
  /** When the request was to leave. */
  readonly scheduledAtMs: number
  /** When it left: the budget had allowed it. */
  readonly startedAtMs: number | null
  readonly headersAtMs: number | null
  /** Of each part of the answer: text, reasoning, refusal or tool call. Ascending. */
  readonly partsAtMs: Float64Array
  /** Of the first part that is not reasoning. */
  readonly firstVisibleAtMs: number | null
  /** Tokens of the first part, where the server says them. */
  readonly firstPartTokens: number | null
  /** Tokens of each part; `null`: the server does not say them with every one. */
  readonly partTokens: Uint32Array | null
  /** Was reasoning part of what came? */
  readonly hasReasoning: boolean
  /** When the stream ended. */
  readonly closedAtMs: number | null
}
