import type { AskedRequest, BenchmarkBlock, BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { CallOnce } from '../schema/call-once.ts'
import type { Message } from '../schema/model-request.ts'
import type { Sample } from '../schema/sample.ts'
import { Convergence } from './convergence.ts'
import { InFlight } from './in-flight.ts'
import { inputOrder } from './input-order.ts'
import { standingClock } from './load/bench-clock.ts'
import type { BenchClock } from './load/bench-clock.ts'
import { LoadWindow } from './load/load-window.ts'
import type { LoadPhase, StoppedBy } from './load/load-window.ts'
import type { OpenOutcome } from './load/open-loop.ts'
import { MachineWatch } from './machine-watch.ts'
import type { MachineFigures } from './machine-watch.ts'
import { measureRequest } from './measure-request.ts'
import type { Measured } from './measure-request.ts'
import type { ModelHealth } from './model-health.ts'
import { runLoad } from './run-load.ts'
import { firstMessages, nextMessages, scenarioRequest } from './scenario-request.ts'
import { windowRules } from './window-rules.ts'

export interface BlockOptions {
  block: BenchmarkBlock
  call: CallOnce
  clock: BenchClock
  seed: number
  /** Nothing begins any more. */
  stop: AbortSignal
  /** What is in flight is cut off. */
  cut: AbortSignal
  health: ModelHealth
  /** Length of a conversation with this model, where it is known from before. */
  meanMs: number | null
  observers: readonly BenchmarkObserver[]
  onSample(sample: Sample): void
}

/** What was measured when; times are those of the clock. */
export interface BlockOutcome {
  startAtMs: number
  openedAtMs: number
  closedAtMs: number
  stoppedBy: StoppedBy
  inFlight: InFlight
  /** Of an open loop. */
  open: OpenOutcome | null
  /** This process, while the window was open. */
  machine: MachineFigures
  /** Mean length of a conversation; `null`: none ended well. */
  meanMs: number | null
}

/** Requests in a row that take no time at all, after which the clock is said to stand still. */
const STANDSTILLS = 3
/** Trials of blocks do not overlap. */
const TRIALS_PER_BLOCK = 100_000_000

/** Puts a step's load on a model, once: warm-up, measured window, cool-down. Rejects with EvalError config where the clock stands still. */
export async function measureBlock(options: BlockOptions): Promise<BlockOutcome> {
  return new MeasuredBlock(options).run()
}

class MeasuredBlock {
  readonly #options: BlockOptions
  readonly #window: LoadWindow
  readonly #inFlight = new InFlight()
  readonly #machine = new MachineWatch()
  readonly #ended = new AbortController()
  readonly #convergence: Convergence | null
  readonly #inputOf: Record<LoadPhase, (conversation: number) => number>
  readonly #conversations: Record<LoadPhase, number> = { 'warm-up': 0, measured: 0, 'cool-down': 0 }
  readonly #requests: Record<LoadPhase, number> = { 'warm-up': 0, measured: 0, 'cool-down': 0 }
  readonly #startAtMs: number
  #trials: number
  #standstills = 0
  #lengths = { n: 0, sumMs: 0 }
  #fault: { error: unknown } | null = null

  constructor(options: BlockOptions) {
    const { block, seed, clock } = options
    const { scenario, repetition, step } = block
    this.#options = options
    this.#window = new LoadWindow(windowRules(scenario), { opened: () => this.#machine.start(), closed: () => this.#machine.stop() })
    this.#convergence = scenario.stop.converged ? new Convergence(scenario.stop.converged) : null
    const order = (phase: LoadPhase) => inputOrder(scenario.inputs.length, seed, scenario.name, repetition, step.index, phase)
    this.#inputOf = { 'warm-up': order('warm-up'), measured: order('measured'), 'cool-down': order('cool-down') }
    this.#startAtMs = clock.now()
    this.#trials = (repetition * 100 + step.index) * TRIALS_PER_BLOCK
  }

  async run(): Promise<BlockOutcome> {
    const { block, clock, stop, meanMs, seed } = this.#options
    const interrupt = () => this.#end('interrupted')
    stop.addEventListener('abort', interrupt, { once: true })
    if (stop.aborted) interrupt()
    let open: OpenOutcome | null
    try {
      open = await runLoad(
        { ...block, meanMs, seed },
        {
          clock,
          window: this.#window,
          signal: this.#ended.signal,
          converse: (begin) => this.#converse(begin),
          turns: (block.scenario.turns?.length ?? 0) + 1,
        },
      )
    } finally {
      stop.removeEventListener('abort', interrupt)
      this.#ended.abort()
    }
    if (this.#fault) throw this.#fault.error
    this.#window.close(clock.now(), stop.aborted ? 'interrupted' : 'requests')
    return {
      startAtMs: this.#startAtMs,
      openedAtMs: this.#window.openedAtMs ?? this.#startAtMs,
      closedAtMs: this.#window.closedAtMs ?? this.#startAtMs,
      stoppedBy: this.#window.closedBy ?? 'requests',
      inFlight: this.#inFlight,
      open,
      machine: this.#machine.figures,
      meanMs: this.#lengths.n === 0 ? null : this.#lengths.sumMs / this.#lengths.n,
    }
  }

  async #converse({ scheduledAtMs, phase }: { scheduledAtMs: number; phase: LoadPhase }): Promise<{ failed: boolean }> {
    const { scenario } = this.#options.block
    const beganMs = this.#options.clock.now()
    const input = this.#inputOf[phase](this.#conversations[phase]++)
    const fields = scenario.inputs[input] ?? {}
    const turns = (scenario.turns?.length ?? 0) + 1
    try {
      let messages = firstMessages(scenario, fields)
      for (let turn = 0; turn < turns; turn++) {
        const dueMs = turn === 0 ? scheduledAtMs : this.#options.clock.now()
        const { completion } = await this.#ask({ scheduledAtMs: dueMs, phase, input, turn, messages })
        if (!completion) return { failed: true }
        if (turn + 1 < turns) messages = [...messages, ...nextMessages(scenario, fields, turn + 1, completion)]
        if (turn + 1 < turns && this.#ended.signal.aborted) return { failed: false }
      }
    } catch (error) {
      this.#fault ??= { error }
      this.#end('interrupted')
      return { failed: true }
    }
    this.#lengths.n++
    this.#lengths.sumMs += this.#options.clock.now() - beganMs
    return { failed: false }
  }

  async #ask(begin: { scheduledAtMs: number; phase: LoadPhase; input: number; turn: number; messages: Message[] }): Promise<Measured> {
    const { block, clock, call, observers } = this.#options
    const { scenario, model, repetition, step } = block
    const { messages, ...rest } = begin
    const index = this.#requests[begin.phase]++
    const request = scenarioRequest(scenario, model, messages)
    const startAtMs = clock.now()
    const asked: AskedRequest = { ...rest, scenario: scenario.name, model, repetition, step: step.index, index, request, startAtMs }
    this.#inFlight.change(1, startAtMs)
    for (const observer of observers) observer.onStart?.(asked)
    const now = () => clock.now()
    const measuring = { call, now, signal: this.#options.cut, scenario, stepAtMs: this.#startAtMs, trial: this.#trials++ }
    const measured = await measureRequest(asked, measuring)
    this.#inFlight.change(-1, clock.now())
    this.#take(measured, asked)
    return measured
  }

  #take(measured: Measured, asked: AskedRequest): void {
    const { sample, error, completion } = measured
    const { health, observers, onSample, clock } = this.#options
    this.#window.ended(sample.phase)
    if (error?.code !== 'cancelled') health.ended(sample, error)
    if (health.givenUp !== null) this.#end(error?.kind === 'budget' ? 'budget' : 'errors')
    // Nothing was sent, nothing was paid: there is nothing to measure.
    if (error?.kind === 'budget') return
    this.#standstills = sample.error === null && sample.endMs <= sample.startMs ? this.#standstills + 1 : 0
    if (this.#standstills >= STANDSTILLS) throw standingClock()
    onSample(sample)
    for (const observer of observers) observer.onSample?.(sample, asked, completion)
    if (sample.phase === 'measured' && this.#convergence?.add(sample)) this.#window.close(clock.now(), 'converged')
  }

  #end(by: StoppedBy): void {
    this.#window.close(this.#options.clock.now(), by)
    this.#ended.abort()
  }
}
