import type { CallCostRecord, CallRecord, CallRequest, Reply } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EngineEvent, EngineEventBody } from '../schema/event.ts'
import type { Model } from '../schema/model.ts'
import type { Provider } from '../schema/provider.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { isoNow } from '../time/iso-now.ts'
import { settledWithin } from '../time/settled-within.ts'
import { AskableModels } from './askable-models.ts'
import { Abandonment, mayBeDown } from './abandonment.ts'
import { attemptingOf } from './attempting-of.ts'
import type { Budget, BudgetTrip } from './budget.ts'
import { CallLanes } from './call-lanes.ts'
import type { PaidCall } from './charges.ts'
import type { EngineOptions } from './engine-options.ts'
import { roundTimings } from './round-timings.ts'
import { expectedTokens } from './expected-tokens.ts'
import { type FollowedCall, LateCosts } from './late-costs.ts'
import { failureAgain, fromJournal } from './from-journal.ts'
import { type AttemptsOutcome, failureOf, makeAttempts, type Turn } from './make-attempts.ts'
import { observedAttempts } from './observed-attempts.ts'
import { Purse } from './purse.ts'
import { type Asking, Question, type Wish } from './question.ts'
import { abandoned, notAsked, recordedError } from './refusals.ts'
import { replyOf } from './reply-of.ts'
import { settledEvent } from './settled-event.ts'

/** The budget has no room for the call yet. */
const NO_ROOM = Symbol('no room')

/** A call that has ended, before it is in the journal. */
interface EndedCall {
  record: CallRecord
  error: EvalError | null
}

/**
 * The one place from which models are asked: journal, limits, attempts, price, journal again, answer — in this order.
 * Questions with one hash are asked once, however often they come. Every question settles.
 */
export class Engine {
  readonly #options: EngineOptions
  readonly #models: AskableModels
  readonly #lanes: CallLanes
  readonly #abandonment: Abandonment
  readonly #asked = new Map<string, Question>()
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  readonly #stopped = new AbortController()
  readonly #running = new Set<Promise<unknown>>()
  readonly #purse: Purse
  readonly #lateCosts: LateCosts | null
  #seq = 0

  constructor(options: EngineOptions) {
    this.#options = options
    this.#purse = new Purse({ ...options, onTrip: (trip) => this.#stopSpending(trip) })
    const { keepCost } = options
    this.#lateCosts = keepCost ? new LateCosts({ found: (record, call) => this.#correct(record, call, keepCost) }) : null
    for (const [model, calls] of options.past?.open ?? []) this.#lateCosts?.followAll(calls, options.provider(model))
    this.#abandonment = new Abandonment(options.abandonAfter)
    this.#lanes = new CallLanes(options.concurrency, options.abandonAfter)
    this.#models = new AskableModels(options, (model) => this.#lanes.addLane(model.label, model))
  }

  /** What the run may spend, and has. */
  get budget(): Budget {
    return this.#purse.budget
  }

  /** Called with every event, in order. Returns the way to stop listening. */
  listen(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells the listeners; what a listener throws stays its own. */
  emit(body: EngineEventBody): void {
    if (this.#listeners.size === 0) return
    const event = { seq: ++this.#seq, at: isoNow(), ...body } as EngineEvent
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch {
        this.#listeners.delete(listener)
      }
    }
  }

  /** Asks a model, or joins the question where it was asked before in this run. Rejects with an EvalError. */
  ask(request: CallRequest, { signal }: { signal?: Asking } = {}): Promise<Reply> {
    const before = this.#asked.get(request.requestHash)
    if (before) {
      before.join(signal)
      // The answer is shared, the price is paid once.
      return before.reply.then((reply) => ({ ...reply, reused: true }))
    }
    const question = new Question((asked) => this.#answer(request, asked), signal)
    const { reply } = question
    this.#asked.set(request.requestHash, question)
    this.#running.add(reply)
    // Whatever comes later finds the answer in the journal, and an error may be asked again.
    const settled = () => {
      this.#asked.delete(request.requestHash)
      this.#running.delete(reply)
    }
    reply.then(settled, settled)
    return reply
  }

  /** Is there a slot for a call of this model that nobody has asked for yet, and money? `isAwaited`: a test is sure to ask for it. */
  hasRoom(model: string, isAwaited = false): boolean {
    return this.budget.hasRoomAhead(isAwaited) && this.#lanes.hasRoom(model)
  }

  /** Called whenever there are free slots and nobody waits for one of them. */
  onIdle(listener: (() => void) | null): void {
    this.#lanes.onIdle = listener
  }

  /** Undoes `stop`. */
  reopen(): void {
    for (const model of this.#models.labels()) this.#lanes.reopen(model)
  }

  /** Models that were abandoned are asked again: in watch mode a run begins anew. */
  forgive(): void {
    for (const model of this.#abandonment.forgive()) this.#lanes.reopen(model)
  }

  /** Nothing new is asked from here on; what is in flight is finished. */
  halt(reason: EvalError): void {
    this.#stopped.abort(reason)
    this.#refuse(reason)
  }

  /** Starts nothing new and waits for what is in flight, for at most `withinMs`. */
  async close(withinMs: number): Promise<void> {
    const reason = new EvalError('aborted', 'the run was stopped')
    this.#stopped.abort(reason)
    await this.stop(reason, withinMs)
    this.#lateCosts?.stop()
    await this.#options.observer?.flush()
  }

  /** The same, until `reopen`: what waits and what comes is rejected with the reason. */
  async stop(reason: EvalError, withinMs: number): Promise<void> {
    this.#refuse(reason)
    await settledWithin(this.#running, withinMs)
  }

  /** Waits for prices that vendors say after their answers, at most so long. */
  async settleCosts(withinMs: number): Promise<void> {
    await this.#lateCosts?.finish(withinMs)
  }

  /** What waits for a slot, or for money. */
  #refuse(reason: EvalError): void {
    this.#lanes.closeAll(reason)
    this.budget.close(reason)
  }

  #answer(request: CallRequest, question: Question): Promise<Reply> {
    try {
      const model = this.#models.of(request)
      const { tape = null } = this.#options
      const known = fromJournal(this.#options, request)
      if (known && tape?.refuses(known) !== true) return this.#reuse(known, model)
      const taped = tape?.replay(request, model, this.#options.newCallId)
      if (taped) return this.#keep({ record: taped, error: taped.error && recordedError(taped.error) }, model)
      if (model.paid && !this.#options.maySpend) throw notAsked(model)
      return this.#call(request, model, question).then((ended) => this.#keep(ended, model))
    } catch (thrown) {
      return Promise.reject(thrown as Error)
    }
  }

  /** What the journal holds is the answer, also where it is the model's own failure. */
  async #reuse(record: CallRecord, model: Model): Promise<Reply> {
    await this.#options.tape?.keepKnown(record, model, this.#options.past?.laterCost(record) ?? null)
    const { completion } = record
    this.emit(settledEvent(record, { reused: true }))
    if (completion) return replyOf(record, completion, true)
    throw failureAgain(record)
  }

  #call(request: CallRequest, model: Model, question: Question): Promise<EndedCall> {
    const callId = this.#options.newCallId()
    const { label } = model
    const tokens = expectedTokens(model, request)
    let provider = null as Provider | null
    let jitter: (() => number) | undefined
    const attempts = observedAttempts<EndedCall>(
      this.#options.observer,
      { request, model },
      {
        timeoutMs: model.timeoutMs,
        random: () => (jitter ??= seededRandom(this.#options.seed, request.requestHash, 'jitter').next)(),
        inTurn: ({ number, ahead }, run) => {
          if (number > 1) return this.#lanes.run(label, run, { ahead, tokens })
          return this.#firstTurn({ request, model, callId }, { unwanted: question.unwanted, tokens }, (turn) => {
            const begin = (ready: Provider) => {
              provider = ready
              this.#tellStart(request, model, callId)
              return run(turn)
            }
            this.#stopped.signal.throwIfAborted()
            const ready = this.#options.provider(model)
            return ready instanceof Promise ? ready.then(begin) : begin(ready)
          })
        },
        attempt: (attempt, halt, turn, watch) =>
          (provider as Provider).complete(
            attemptingOf(request, model, halt, { attempt, watch, onRateLimit: (report) => turn.told(report) }),
          ),
        pause: (delayMs, error) => this.#lanes.pause(label, delayMs, mayBeDown(error)),
        onRetry: (attempt, delayMs, error) => this.emit({ type: 'call-retried', callId, model: label, attempt, delayMs, error }),
        onAgain: (attempt) => this.emit({ type: 'call-asked-again', callId, model: label, attempt }),
        settle: (outcome) => {
          const ended = this.#end(request, model, callId, outcome)
          if (provider) this.#lateCosts?.follow(ended.record, provider)
          return ended
        },
      },
    )
    return makeAttempts(attempts).catch((thrown: unknown) => {
      this.budget.settle(callId, null)
      throw thrown
    })
  }

  /** A call's first turn. It is given up while the budget has no room for the call, so that what is in flight can go on. */
  #firstTurn<T>(call: PaidCall, wish: Wish, run: (turn: Turn) => Promise<T>): Promise<T> {
    const { label } = call.model
    let room: Promise<void> | null = null
    const first = (turn: Turn): Promise<T | typeof NO_ROOM> => {
      this.#stopped.signal.throwIfAborted()
      room = this.#purse.reserve(call, wish.unwanted)
      return room ? Promise.resolve(NO_ROOM) : run(turn)
    }
    const second = async () => {
      await room
      return this.#lanes.run(label, run, { ahead: true, ...wish })
    }
    return this.#lanes.run(label, first, wish).then((ran) => (ran === NO_ROOM ? second() : ran))
  }

  /** The breaker has tripped: what is in flight is finished and kept, the rest is not asked. */
  #stopSpending({ because, spentNanoUsd, limitNanoUsd, error }: BudgetTrip): void {
    this.emit({ type: 'budget-tripped', because, spentNanoUsd, budgetNanoUsd: limitNanoUsd, message: error.message })
    this.#lanes.closeAll(error)
  }

  #tellStart({ phase, task, case: caseId, trial }: CallRequest, { label: model }: Model, callId: string): void {
    this.emit({ type: 'call-started', callId, model, phase, task, case: caseId, trial })
  }

  /** What a call has cost, and whether it failed, counts from here on. */
  #end(request: CallRequest, model: Model, callId: string, outcome: AttemptsOutcome): EndedCall {
    const { error, attempts, queueMs } = outcome
    const completion = outcome.completion && { ...outcome.completion, timings: roundTimings(outcome.completion.timings) }
    const cost = this.#purse.pay({ request, model, callId }, outcome)
    if (this.#abandonment.ended(model.label, error)) this.#abandon(model.label, error as EvalError)
    const { callCase: _, judgedModel: __, ...asked } = request
    const record: CallRecord = {
      schema: 'taskbench/call@1',
      callId,
      ...asked,
      completion,
      error: error && failureOf(error),
      cost,
      queueMs,
      attempts,
      simulated: model.simulated,
    }
    return { record, error }
  }

  async #correct(record: CallCostRecord, call: FollowedCall, keepCost: (record: CallCostRecord) => Promise<void>): Promise<void> {
    this.#purse.correct(record)
    await keepCost(record)
    await this.#options.tape?.correct({ ...call, model: { label: call.model } }, record.cost)
  }

  /** What is in flight is finished and kept; the rest is not asked. */
  #abandon(model: string, error: EvalError): void {
    const failures = this.#abandonment.failures(model)
    this.emit({ type: 'model-abandoned', model, failures, error: failureOf(error) })
    this.#lanes.close(model, abandoned(model, failures))
  }

  /** An answer is in the journal before it is given. */
  async #keep({ record, error }: EndedCall, model: Model): Promise<Reply> {
    await this.#options.journal.append(record)
    await this.#options.tape?.keep(record, model)
    const { completion } = record
    this.emit(settledEvent(record, { reused: false }))
    if (!completion) throw error as EvalError
    return replyOf(record, completion, false)
  }
}
