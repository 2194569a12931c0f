import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { CallFailure } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { DoorAddress } from './door.ts'
import { lineReader, lineSender } from './line-frames.ts'

type Settle = Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>

/** A question without an answer, as a listener to the signal of who asked: of a class, because every test makes one. */
class Waiting {
  readonly #id: number
  readonly #signal: AbortSignal | undefined
  readonly #settle: Settle
  readonly #leave: (id: number) => void

  constructor(id: number, signal: AbortSignal | undefined, settle: Settle, leave: (id: number) => void) {
    this.#id = id
    this.#signal = signal
    this.#settle = settle
    this.#leave = leave
    signal?.addEventListener('abort', this, { once: true })
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.#leave(this.#id)
    this.#settle.reject(aborted(this.#signal as AbortSignal))
  }

  resolve(value: unknown): void {
    this.#signal?.removeEventListener('abort', this)
    this.#settle.resolve(value)
  }

  reject(error: EvalError): void {
    this.#signal?.removeEventListener('abort', this)
    this.#settle.reject(error)
  }
}

/** A worker's end of the line to the engine: one socket, many questions at once. */
export class EngineLine {
  readonly address: DoorAddress
  readonly #socket: Socket
  readonly #send: (value: unknown) => void
  readonly #waiting = new Map<number, Waiting>()
  #alive = true
  #lastId = 0
  /** The answer is not wanted any more. */
  readonly #leave = (id: number): void => {
    this.#waiting.delete(id)
    this.#send({ id, cancel: true })
  }

  constructor(address: DoorAddress) {
    this.address = address
    this.#socket = connect(address.path)
    this.#socket.unref()
    this.#send = lineSender(this.#socket, () => this.#waiting.size)
    this.#send({ token: address.token })
    const read = lineReader((value) => this.#take(value as { id: number; ok?: unknown; error?: CallFailure }))
    this.#socket.on('data', read)
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#lose(error.code ?? error.message))
    this.#socket.on('close', () => this.#lose('the socket was closed'))
  }

  get alive(): boolean {
    return this.#alive
  }

  /** Some question has no answer yet. */
  get busy(): boolean {
    return this.#waiting.size > 0
  }

  /** Asks the other side; rejects with an EvalError, also when the line is lost. */
  request<T>(method: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.#alive) return reject(lost('it was closed before'))
      if (signal?.aborted) return reject(aborted(signal))
      const id = ++this.#lastId
      this.#waiting.set(id, new Waiting(id, signal, { resolve: resolve as (value: unknown) => void, reject }, this.#leave))
      this.#send({ id, method, body })
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take({ id, ok, error }: { id: number; ok?: unknown; error?: CallFailure }): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#waiting.delete(id)
    if (error) waiting.reject(new EvalError(error.kind, error.message, error))
    else waiting.resolve(ok)
  }

  #lose(reason: string): void {
    if (!this.#alive) return
    this.#alive = false
    for (const waiting of this.#waiting.values()) waiting.reject(lost(reason))
    this.#waiting.clear()
  }
}

function lost(reason: string): EvalError {
  return new EvalError('aborted', `the engine in the main process is gone (${reason})`, { hint: 'look for the first error of the run' })
}

function aborted(signal: AbortSignal): EvalError {
  return EvalError.is(signal.reason) ? signal.reason : new EvalError('aborted', 'the test was cancelled')
}
