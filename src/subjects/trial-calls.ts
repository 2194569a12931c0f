import type { Answer, Usage } from '../schema/answer.ts'
import type { Ask } from '../schema/ask.ts'
import type { CallRequest, Reply } from '../schema/call.ts'
import type { Case } from '../schema/case.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'
import { requestHash } from './request-hash.ts'

/** Where a trial stands: what its calls are attributed to. */
export interface TrialPlace {
  task: string
  /** Format of the task's answers. */
  format: string
  model: Model
  case: Case
  /** From 0. */
  trial: number
  signal: AbortSignal
}

/** A part of a case that is asked like a case of its own: what providers that need the case see. */
export type CasePart = Pick<Case, 'input' | 'gold' | 'caseHash'>

/** Makes the calls of one trial and keeps their replies. */
export class TrialCalls {
  readonly #place: TrialPlace
  readonly #ask: Ask
  readonly #replies: (Reply | null)[] = []
  #miss: EvalError | null = null
  readonly #note = (error: unknown): never => {
    if (EvalError.is(error) && error.notOnTape) this.#miss ??= error
    throw error
  }

  constructor(place: TrialPlace, ask: Ask) {
    this.#place = place
    this.#ask = ask
  }

  /** Of the calls that were answered, in the order in which they were asked. */
  get replies(): Reply[] {
    return this.#replies.filter((reply) => reply !== null)
  }

  /** The first call that was not on the tape; `null` if all were found, or asked. */
  get miss(): EvalError | null {
    return this.#miss
  }

  /** Asks the trial's model. Rejects with an EvalError. */
  call(request: ModelRequest, signal: AbortSignal = this.#place.signal, part?: CasePart): Promise<Reply> {
    const place = part ? { ...this.#place, case: { ...this.#place.case, ...part } } : this.#place
    const nth = this.#replies.push(null) - 1
    return this.#ask(trialCall(place, request, nth), { signal }).then((reply) => (this.#replies[nth] = reply), this.#note)
  }
}

/** The `nth` question (from 0) of a trial, as the engine is asked it. */
export function trialCall(place: Omit<TrialPlace, 'signal'>, request: ModelRequest, nth: number): CallRequest {
  const { task, format, model, case: subject, trial } = place
  const { caseHash, input, gold } = subject
  return {
    requestHash: requestHash(model, request, { task, caseHash, trial, nth }),
    model: model.label,
    phase: 'execution',
    task,
    case: subject.id,
    trial,
    ...(nth > 0 ? { nth } : {}),
    request,
    ...(model.needsCase ? { callCase: { task, case: subject.id, caseHash, input, gold, format } } : {}),
  }
}

/** A reply as an answer. */
export function answerOfReply({ completion }: Reply): Answer {
  const { text, toolCalls, finishReason, parts, usage, timings } = completion
  return { text, toolCalls, finishReason, parts, usage, timings }
}

/** Sums over calls; `null` as soon as one is unknown, or where there is no call. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = (pick: (usage: Usage) => number | null) =>
    usages.length === 0 ? null : usages.reduce<number | null>((total, usage) => addKnown(total, pick(usage)), 0)
  return {
    inputTokens: sum((usage) => usage.inputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cachedInputTokens: sum((usage) => usage.cachedInputTokens),
    cacheWriteInputTokens: sum((usage) => usage.cacheWriteInputTokens),
    reasoningTokens: sum((usage) => usage.reasoningTokens),
    source:
      usages.length === 0 || usages.some((usage) => usage.source === 'none')
        ? 'none'
        : usages.some((usage) => usage.source === 'estimated')
          ? 'estimated'
          : 'provider',
  }
}

function addKnown(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}
