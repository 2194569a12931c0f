import type { Fault } from './fault.ts'

/**
 * How an error is retried and counted.
 *
 * - `retryable`: the engine may ask again (a single error can say otherwise).
 * - `counts`: `answered` means that the model did answer and failed (it scores as wrong); `missing` means that
 *   nothing is known of the model (missing data in every metric).
 */
export const EVAL_ERROR_KINDS = {
  config: { retryable: false, counts: 'missing' },
  auth: { retryable: false, counts: 'missing' },
  'rate-limit': { retryable: true, counts: 'missing' },
  timeout: { retryable: true, counts: 'missing' },
  transient: { retryable: true, counts: 'missing' },
  refusal: { retryable: false, counts: 'answered' },
  'invalid-response': { retryable: false, counts: 'answered' },
  budget: { retryable: false, counts: 'missing' },
  aborted: { retryable: false, counts: 'missing' },
  bug: { retryable: false, counts: 'missing' },
} as const satisfies Record<string, { retryable: boolean; counts: 'answered' | 'missing' }>

export type EvalErrorKind = keyof typeof EVAL_ERROR_KINDS

const BRAND = Symbol.for('taskbench.EvalError')

export interface EvalErrorOptions {
  /** What the reader should do next. */
  hint?: string | undefined
  /** Where: `file:line:column`, an address, or a trial. */
  at?: string | undefined
  /** Overrides the kind's rule. */
  retryable?: boolean | undefined
  retryAfterMs?: number | undefined
  requestId?: string | undefined
  /** Of kind `budget`: the run's own is used up, so that nothing was asked; not the vendor's quota. */
  ownBudget?: boolean | undefined
  /** The question is not on the tape that answers for the models: nothing was asked, and the tape is to be recorded anew. */
  notOnTape?: boolean | undefined
  /** An answer had begun, or may have when we cut it off: whatever became of it, it may be billed. */
  begun?: boolean | undefined
  /** What failed, more closely than the kind: `http-503`, `ENOTFOUND`, `truncated`, `timeout-idle`. */
  code?: string | undefined
  cause?: unknown
  /** All faults found in one file, when the error stands for several. */
  faults?: readonly Fault[] | undefined
}

/** The one error class of taskbench. Its message says what was found and what was expected; `hint` says what to do next. */
export class EvalError extends Error {
  override readonly name = 'EvalError'
  readonly kind: EvalErrorKind
  readonly hint: string | undefined
  readonly at: string | undefined
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly requestId: string | undefined
  readonly ownBudget: boolean | undefined
  readonly notOnTape: boolean | undefined
  readonly begun: boolean
  readonly code: string | undefined
  readonly faults: readonly Fault[]

  constructor(kind: EvalErrorKind, message: string, options: EvalErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.hint = options.hint
    this.at = options.at
    this.retryable = options.retryable ?? EVAL_ERROR_KINDS[kind].retryable
    this.retryAfterMs = options.retryAfterMs
    this.requestId = options.requestId
    this.ownBudget = options.ownBudget
    this.notOnTape = options.notOnTape
    this.begun = options.begun ?? false
    this.code = options.code
    this.faults = options.faults ?? []
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** True for an EvalError of any copy of this package in the process. */
  static is(value: unknown): value is EvalError {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
