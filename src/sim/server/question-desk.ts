import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { seededRandom } from '../../random/seeded-random.ts'
import type { Json } from '../../schema/json.ts'
import { drawLatencyMs } from '../draw-latency.ts'
import { answerer, scriptFinder } from './answer-question.ts'
import type { Scripted } from './answer-question.ts'
import { Exchange } from './exchange.ts'
import type { FaultPlan } from './fault-plan.ts'
import { GenerationRecords } from './generation-records.ts'
import { readQuestion } from './read-question.ts'
import type { Question } from './read-question.ts'
import { RequestWindow } from './request-window.ts'
import { sendAtOnce, sendScripted } from './send-answer.ts'
import type { ServerCounts, TrialCounts } from './server-counts.ts'
import type { ServedAnswer, ServerProtocol } from './server-protocol.ts'
import type { ServerSettings } from './server-settings.ts'
import { ServiceDesk } from './service-desk.ts'
import type { StampBook } from './stamp-book.ts'
import { machineNs } from './stream/machine-clock.ts'
import { brokenScript, isInside } from './stream/stream-script.ts'

/** A client may name the trial of a request in this header; else it is the hash of the request's body. */
export const TRIAL_HEADER = 'x-taskbench-trial'

export interface DeskOptions {
  settings: ServerSettings
  counts: ServerCounts
  plan: FaultPlan
  book: StampBook
}

interface Asked {
  request: IncomingMessage
  response: ServerResponse
  protocol: ServerProtocol
  body: Buffer
  /** When its headers were read: in nanoseconds of the machine's clock, and as `performance.now()`. */
  arrived: { ns: number; ms: number }
}

interface Serving {
  exchange: Exchange
  question: Question
  key: string
  /** Which request of the trial it is, from 1. */
  nth: number
  trial: TrialCounts
  /** Of `performance.now()`. */
  startMs: number
}

/** Where the questions of all protocols arrive: each is answered, or fails, as the settings say. */
export class QuestionDesk {
  readonly #options: DeskOptions
  readonly #answerOf: ReturnType<typeof answerer>
  readonly #scriptOf: ReturnType<typeof scriptFinder>
  readonly #window: RequestWindow | null
  readonly #generations: GenerationRecords
  readonly #created = Math.floor(Date.now() / 1_000)
  readonly #service: ServiceDesk
  #lastRequest = 0
  #lastAnswer = 0

  constructor(options: DeskOptions) {
    const { settings } = options
    this.#options = options
    this.#answerOf = answerer(settings)
    this.#scriptOf = scriptFinder(settings)
    this.#window = settings.limit && new RequestWindow(settings.limit)
    this.#service = new ServiceDesk(settings.service)
    this.#generations = new GenerationRecords(settings.generationDelayMs)
  }

  /** JSON of OpenRouter's record of an answer; `null`: there is none, or not yet. */
  generation(id: string): string | null {
    return this.#generations.find(id)
  }

  take({ request, response, protocol, body, arrived }: Asked): void {
    const { counts, book } = this.#options
    counts.begin()
    const stamps = book.begin(`req-${++this.#lastRequest}`, arrived.ns)
    const exchange = new Exchange({ response, protocol, book, stamps, ended: (how) => counts.end(how) })
    const question = readQuestion(parse(body), protocol.streamsByDefault)
    if (!question) return exchange.refuse(400, 'the request is no JSON with `messages`', 'invalid-request')
    const key = keyOf(request, body)
    stamps.trial = key
    const trial = counts.trial(key)
    const nth = ++trial.requests
    if (this.#isTooMuch(exchange, trial)) return
    const leave = this.#service.enter((waited) => {
      stamps.startedNs = waited ? machineNs() : arrived.ns
      this.#serve({ exchange, question, key, nth, trial, startMs: waited ? performance.now() : arrived.ms })
    })
    exchange.whenOver(leave)
  }

  #serve({ exchange, question, key, nth, trial, startMs }: Serving): void {
    const { settings, plan } = this.#options
    const fault = plan({ key, nth, failed: trial.failed })
    if (fault) trial.failed++
    const scripted = this.#scriptOf(question.prompt)
    const firstMs = (scripted.latencyMs ?? this.#drawLatencyMs(key, nth)) * this.#service.stretch
    const isInsideFault = fault !== null && isInside(fault)
    const begin = () => {
      if (fault && !isInsideFault) return exchange.failEarly(fault, settings.faults.retryAfterMs)
      const answer = this.#answer(exchange.protocol, question, scripted)
      const random = seededRandom('served gaps', settings.seed, key, nth)
      const sending = { exchange, answer, stream: question.stream, startMs, random }
      const script = isInsideFault ? brokenScript(scripted.script, fault, Math.ceil(answer.outputTokens / 2)) : scripted.script
      if (!script?.fault) trial.answered++
      if (script === null) sendAtOnce(sending)
      else sendScripted({ ...sending, script, firstMs, stretch: () => this.#service.stretch })
    }
    // A script times its own beginning.
    if (scripted.script === null || (fault && !isInsideFault)) exchange.at(startMs + firstMs, begin)
    else begin()
  }

  #drawLatencyMs(key: string, nth: number): number {
    const { latency, seed } = this.#options.settings
    return latency.kind === 'fixed' ? latency.ms : drawLatencyMs(latency, seededRandom('served latency', seed, key, nth))
  }

  /** Refuses what goes over the server's limits. */
  #isTooMuch(exchange: Exchange, trial: TrialCounts): boolean {
    const { settings, counts } = this.#options
    const { mostInFlight, faults } = settings
    const left = this.#window?.take(performance.now())
    if (left) exchange.sayLimit(left)
    const most = settings.service?.waiting ?? null
    const crowded = mostInFlight !== null && counts.inFlight > mostInFlight
    if (crowded) exchange.limit(`more than ${mostInFlight} requests at once`, faults.retryAfterMs)
    else if (left?.ok === false) exchange.limit(`more than ${left.limit} requests in the window`, left.resetMs)
    else if (most !== null && this.#service.isFull && this.#service.waiting >= most)
      exchange.refuse(503, `more than ${most} requests wait`, 'overloaded')
    else return false
    trial.failed++
    return true
  }

  #answer(protocol: ServerProtocol, question: Question, scripted: Scripted): ServedAnswer {
    const { seed, price, inlineCost } = this.#options.settings
    const said = this.#answerOf(question, scripted)
    const id = `${protocol.idPrefix}${seed.toString(36)}-${(++this.#lastAnswer).toString(36)}`
    const answer: ServedAnswer = { ...said, id, created: this.#created, costUsd: null }
    if (!protocol.saysCost) return answer
    const costUsd = (said.inputTokens * price.inputUsdPerMillion + said.outputTokens * price.outputUsdPerMillion) / 1e6
    this.#generations.add(answer, costUsd)
    return inlineCost ? { ...answer, costUsd } : answer
  }
}

function keyOf({ headers }: IncomingMessage, body: Buffer): string {
  const named = headers[TRIAL_HEADER]
  return typeof named === 'string' ? named : hash('sha256', body, 'hex').slice(0, 16)
}

function parse(body: Buffer): Json {
  try {
    return JSON.parse(body.toString('utf8')) as Json
  } catch {
    return null
  }
}
