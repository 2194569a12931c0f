import type { CallRecord, CallRequest, Reply } from '../schema/call.ts'
import type { Completion, Timings, Usage } from '../schema/answer.ts'
import type { Cost } from '../schema/cost.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EngineEvent, EngineEventBody } from '../schema/event.ts'
import type { Journal } from '../schema/journal.ts'
import type { Model } from '../schema/model.ts'
import type { Provider } from '../schema/provider.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { Abandonment } from './abandonment.ts'
import { CallLanes } from './call-lanes.ts'
import { roundTimings } from './round-timings.ts'
import { failureOf, makeAttempts } from './make-attempts.ts'
import type { AttemptsOutcome } from './make-attempts.ts'
import { Question } from './question.ts'

export interface EngineOptions {
  models: readonly Model[]
  /** Ready provider of a model; prepared once, at the first call that needs it. */
  provider(model: Model): Promise<Provider>
  price(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost
  journal: Journal
  /** In flight over all models. */
  concurrency: number
  budgetNanoUsd: number | null
  /** Failed calls in a row after which a model is not asked any more; `null`: it always is. */
  abandonAfter: number | null
  /** `false`: paid models answer from the journal only. */
  maySpend: boolean
  seed: number
  newCallId: () => string
}

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
  readonly #models: Map<string, Model>
  readonly #lanes: CallLanes
  readonly #abandonment: Abandonment
  readonly #asked = new Map<string, Question>()
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  readonly #stopped = new AbortController()
  readonly #running = new Set<Promise<unknown>>()
  #seq = 0
  #spentNanoUsd = 0
  #budgetTripped = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.#models = new Map(options.models.map((model) => [model.label, model]))
    this.#abandonment = new Abandonment(options.abandonAfter)
    this.#lanes = new CallLanes(options.concurrency)
    for (const model of options.models) this.#lanes.addLane(model.label, model)
  }

  /** Called with every event, in order. Returns the way to stop listening. */
  listen(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells the listeners; what a listener throws stays its own. */
  emit(body: EngineEventBody): void {
    if (this.#listeners.size === 0) return
    const event = { seq: ++this.#seq, at: new Date().toISOString(), ...body } as EngineEvent
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch {
        this.#listeners.delete(listener)
      }
    }
  }

  /** Asks a model, or joins the question where it was asked before in this run. Rejects with an EvalError. */
  ask(request: CallRequest, { signal }: { signal?: AbortSignal } = {}): Promise<Reply> {
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

  /** Undoes `stop`. */
  reopen(): void {
    for (const model of this.#models.keys()) this.#lanes.reopen(model)
  }

  /** Models that were abandoned are asked again: in watch mode a run begins anew. */
  forgive(): void {
    for (const model of this.#abandonment.forgive()) this.#lanes.reopen(model)
  }

  /** Starts nothing new and waits for what is in flight, for at most `withinMs`. */
  async close(withinMs: number): Promise<void> {
    const reason = new EvalError('aborted', 'the run was stopped')
    this.#stopped.abort(reason)
    await this.stop(reason, withinMs)
  }

  /** The same, until `reopen`: what waits and what comes is rejected with the reason. */
  async stop(reason: EvalError, withinMs: number): Promise<void> {
    this.#lanes.closeAll(reason)
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)))
    await Promise.race([Promise.allSettled(this.#running), limit])
    clearTimeout(timer)
  }

  async #answer(request: CallRequest, question: Question): Promise<Reply> {
    const model = this.#models.get(request.model)
    if (!model) throw new EvalError('config', `the model ${request.model} is not configured`)
    const known = this.#options.journal.find(request.requestHash)
    if (known?.completion) return this.#reuse(known, known.completion)
    if (model.paid && !this.#options.maySpend) throw notAsked(model)
    return this.#keep(await this.#call(request, model, question))
  }

  #reuse(record: CallRecord, completion: Completion): Reply {
    this.emit({
      type: 'call-settled',
      callId: record.callId,
      model: record.model,
      phase: record.phase,
      error: null,
      costNanoUsd: 0,
      latencyMs: completion.timings.latencyMs,
      reused: true,
      replayed: false,
    })
    return replyOf(record, completion, true)
  }

  #call(request: CallRequest, model: Model, { unwanted }: Question): Promise<EndedCall> {
    const callId = this.#options.newCallId()
    const { label } = model
    let provider: Provider
    let jitter: (() => number) | undefined
    return makeAttempts({
      timeoutMs: model.timeoutMs,
      random: () => (jitter ??= seededRandom(this.#options.seed, request.requestHash, 'jitter').next)(),
      inTurn: ({ number, ahead }, run) =>
        number > 1
          ? this.#lanes.run(label, run, { ahead })
          : this.#lanes.run(
              label,
              async (turn) => {
                provider = await this.#begin(request, model, callId)
                return run(turn)
              },
              { unwanted },
            ),
      attempt: (attempt, signal, turn) =>
        provider.complete({
          model,
          request: request.request,
          trial: request.trial,
          attempt,
          signal,
          onRateLimit: (report) => turn.told(report),
          ...(model.needsCase && request.callCase ? { callCase: request.callCase } : {}),
        }),
      pause: (delayMs) => this.#lanes.pause(label, delayMs),
      onRetry: (attempt, delayMs, error) => this.emit({ type: 'call-retried', callId, model: label, attempt, delayMs, error }),
      settle: (outcome) => this.#end(request, model, callId, outcome),
    })
  }

  /** The call's first turn has come. */
  async #begin({ phase, task, case: caseId, trial }: CallRequest, model: Model, callId: string): Promise<Provider> {
    this.#stopped.signal.throwIfAborted()
    this.#refuseOverBudget()
    const provider = await this.#options.provider(model)
    this.emit({ type: 'call-started', callId, model: model.label, phase, task, case: caseId, trial })
    return provider
  }

  /** What a call has cost, and whether it failed, counts from here on. */
  #end(request: CallRequest, model: Model, callId: string, outcome: AttemptsOutcome): EndedCall {
    const { error, attempts, queueMs } = outcome
    const completion = outcome.completion && { ...outcome.completion, timings: roundTimings(outcome.completion.timings) }
    const cost = completion ? this.#options.price(model, completion.usage, completion.inlineCostNanoUsd) : costOfFailure(error)
    this.#spentNanoUsd += cost.nanoUsd ?? 0
    if (this.#abandonment.ended(model.label, error?.kind ?? null)) this.#abandon(model.label, error as EvalError)
    const { callCase: _, ...asked } = request
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

  /** What is in flight is finished and kept; the rest is not asked. */
  #abandon(model: string, error: EvalError): void {
    const failures = this.#abandonment.failures(model)
    this.emit({ type: 'model-abandoned', model, failures, error: failureOf(error) })
    this.#lanes.close(model, abandoned(model, failures))
  }

  /** An answer is in the journal before it is given. */
  async #keep({ record, error }: EndedCall): Promise<Reply> {
    await this.#options.journal.append(record)
    const { callId, completion, cost } = record
    this.emit({
      type: 'call-settled',
      callId,
      model: record.model,
      phase: record.phase,
      error: record.error,
      costNanoUsd: cost.nanoUsd,
      latencyMs: completion?.timings.latencyMs ?? null,
      reused: false,
      replayed: false,
    })
    if (!completion) throw error as EvalError
    return replyOf(record, completion, false)
  }

  #refuseOverBudget(): void {
    const budget = this.#options.budgetNanoUsd
    if (budget === null || this.#spentNanoUsd < budget) return
    if (!this.#budgetTripped) this.emit({ type: 'budget-tripped', spentNanoUsd: this.#spentNanoUsd, budgetNanoUsd: budget })
    this.#budgetTripped = true
    throw new EvalError('budget', `the budget of $${budget / 1e9} is used up`, { hint: 'raise `budgetUsd`, or run fewer cases' })
  }
}

function replyOf(record: CallRecord, completion: Completion, reused: boolean): Reply {
  const timings: Timings = { ...completion.timings, queueMs: record.queueMs }
  return {
    callId: record.callId,
    completion: { ...completion, timings },
    cost: record.cost,
    attempts: record.attempts.length,
    reused,
    replayed: false,
    simulated: record.simulated,
  }
}

/** What failed before an answer costs nothing; of what was cut off on the way the cost is not known. */
function costOfFailure(error: EvalError | null): Cost {
  const unknown = error?.kind === 'timeout' || error?.kind === 'invalid-response'
  return { nanoUsd: unknown ? null : 0, source: 'none', priced: null }
}

function abandoned(model: string, failures: number): EvalError {
  return new EvalError('aborted', `abandoned: ${model} failed ${failures} ${failures === 1 ? 'call' : 'calls in a row'}`, {
    hint: 'see the first error of the model; `abandonAfter` says how many failures are borne',
  })
}

function notAsked(model: Model): EvalError {
  return new EvalError('aborted', `${model.label} costs money and was not asked`, {
    hint: 'run `npx taskbench run`, `npx vitest run --project evals`, or set TASKBENCH=live',
  })
}
