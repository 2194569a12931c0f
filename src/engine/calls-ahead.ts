import type { CallRequest, Reply } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import { isSkip } from '../schema/is-skip.ts'
import type { Journal } from '../schema/journal.ts'
import type { AskWhile } from './question.ts'
import { replyOf } from './reply-of.ts'

/** How a call stands that was made before anybody asked. An answer is in the journal. */
type AheadCall = 'under-way' | 'answered' | EvalError

/**
 * Calls that are made before anybody asks. Whoever asks first gets the call's own end, be it an answer or an error, as if the call had been made
 * for that question: nothing is paid or tried twice. What is kept is a word for each call; the answers are in the journal.
 */
export class CallsAhead {
  readonly #ask: AskWhile
  readonly #journal: Pick<Journal, 'find' | 'has'>
  readonly #calls = new Map<string, AheadCall>()
  /** Hashes of what tests are asking, and of what they have asked in vain: who asked gets to know. */
  readonly #theirs = new Set<string>()
  #askedMs = Number.NEGATIVE_INFINITY

  constructor(ask: AskWhile, journal: Pick<Journal, 'find' | 'has'>) {
    this.#ask = ask
    this.#journal = journal
  }

  /** Calls that nobody has asked for yet. */
  get size(): number {
    return this.#calls.size
  }

  /** When somebody last asked what had not been asked ahead, on the monotonic clock. */
  get askedMs(): number {
    return this.#askedMs
  }

  /** Makes a call that will be asked for, unless it was. */
  askAhead(request: CallRequest): void {
    const { requestHash } = request
    if (this.#calls.has(requestHash) || this.#theirs.has(requestHash) || this.#journal.has(requestHash)) return
    this.#calls.set(requestHash, 'under-way')
    // What was reused was made for somebody else, who has it.
    this.#ask(request).then(
      ({ reused }) => this.#settle(requestHash, reused ? null : 'answered'),
      (error: unknown) => this.#settle(requestHash, wasMade(error) ? error : null),
    )
  }

  /** Asks, or gives what was asked ahead. Rejects with an EvalError. */
  readonly ask: AskWhile = (request, options) => {
    const { requestHash } = request
    const reply = this.#reply(request, options)
    this.#theirs.add(requestHash)
    reply.then(
      () => this.#theirs.delete(requestHash),
      () => undefined,
    )
    return reply
  }

  #reply(...[request, options]: Parameters<AskWhile>): Promise<Reply> {
    const ahead = this.#calls.get(request.requestHash)
    if (ahead === undefined) {
      this.#askedMs = performance.now()
      return this.#ask(request, options)
    }
    this.#calls.delete(request.requestHash)
    if (EvalError.is(ahead)) return Promise.reject(ahead)
    return (ahead === 'answered' ? this.#fromJournal(request.requestHash) : null) ?? this.#first(request, options)
  }

  #fromJournal(requestHash: string): Promise<Reply> | null {
    const known = this.#journal.find(requestHash)
    return known?.completion ? Promise.resolve(replyOf(known, known.completion, false)) : null
  }

  /** The first who joins a call under way is the one that it was made for. */
  async #first(...asking: Parameters<AskWhile>): Promise<Reply> {
    return { ...(await this.#ask(...asking)), reused: false }
  }

  #settle(requestHash: string, end: AheadCall | null): void {
    if (!this.#calls.has(requestHash)) return
    if (end === null) this.#calls.delete(requestHash)
    else this.#calls.set(requestHash, end)
  }
}

/** What was refused before it was asked is asked again when its test asks. */
function wasMade(error: unknown): error is EvalError {
  return EvalError.is(error) && !isSkip(error)
}
