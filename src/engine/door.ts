import { randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashText } from '../hash/hash-text.ts'
import { EvalError } from '../schema/eval-error.ts'
import { LazyHalt } from './lazy-halt.ts'
import { lineReader, lineSender } from './line-frames.ts'
import { failureOf, toEvalError } from './make-attempts.ts'
import type { Asking } from './question.ts'

/** How a worker reaches the engine. Crosses to the workers by `provide`. */
export interface DoorAddress {
  path: string
  token: string
}

/** What a worker asks: a method's name, a body, and an id that can be cancelled. */
interface Question {
  id: number
  method?: string
  body?: unknown
  cancel?: boolean
}

export type DoorMethods = Record<string, (body: never, asker: Asker) => Promise<unknown>>

/** Where some worker always waits for an answer, it is looked so often whether the process stands idle nonetheless. */
const LOOK_MS = 10
/** Share of its time for which a process that stands idle is busy at most. */
const IDLE = 0.5

/** How long a socket may stay silent before it has shown its token. */
const GREETING_MS = 5_000

/** Who has asked, and whether they still wait. */
export interface Asker extends Asking {
  /** The same as a signal, for those who must be told. */
  readonly signal: AbortSignal
}

/** The engine's door: a local socket in a private folder. Each connection begins with the token. */
export class Door {
  readonly address: DoorAddress
  readonly #folder: string
  readonly #methods: DoorMethods
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  #listening: Promise<void> | null = null
  /** Questions without an answer, in all and by worker. */
  #unanswered = 0
  readonly #open = new Set<Map<number, LazyHalt>>()
  #quiet: (() => void)[] = []

  constructor(methods: DoorMethods) {
    this.#methods = methods
    // mkdtemp makes the folder 0700; the name is short because the path of a socket may have only about 100 bytes.
    this.#folder = mkdtempSync(join(tmpdir(), `tb-${process.pid}-`))
    const path = process.platform === 'win32' ? `\\\\.\\pipe\\tb-${randomBytes(12).toString('hex')}` : join(this.#folder, 's')
    this.address = { path, token: randomBytes(24).toString('base64url') }
    this.#server = createServer((socket) => this.#welcome(socket))
  }

  /** Opens the door, once; it does not keep the process alive. */
  listen(): Promise<void> {
    return (this.#listening ??= new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ path: this.address.path, backlog: 511 }, () => {
        this.#server.unref()
        resolve()
      })
    }))
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    if (this.#listening) await new Promise((resolve) => this.#server.close(resolve))
    this.removeFolder()
  }

  /** Writes a text into the door's private folder, once, and returns the file's path. It is there until the door is closed. */
  keep(text: string): string {
    const file = join(this.#folder, hashText(text))
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }

  /** Resolves in a later turn of the event loop, when no worker waits for an answer, or the process has little to do until there is one. */
  async quiet(): Promise<void> {
    await new Promise(setImmediate)
    if (this.#unanswered === 0) return
    const answered = new Promise<void>((resolve) => this.#quiet.push(resolve))
    for (let before = performance.eventLoopUtilization(); ; before = performance.eventLoopUtilization()) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, LOOK_MS, 'late')))
      const first = await Promise.race([answered, late])
      clearTimeout(timer)
      if (first !== 'late' || performance.eventLoopUtilization(before).utilization < IDLE) return
    }
  }

  /** Questions without an answer of the worker that has most of them. */
  get mostUnanswered(): number {
    let most = 0
    for (const { size } of this.#open) most = Math.max(most, size)
    return most
  }

  /** Safe in an `exit` handler. */
  removeFolder(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket)
    socket.unref()
    const open = new Map<number, LazyHalt>()
    this.#open.add(open)
    const send = lineSender(socket, () => open.size)
    let known = false
    const greeting = setTimeout(() => known || socket.destroy(), GREETING_MS)
    greeting.unref()
    const read = lineReader((value) => {
      if (known) return this.#take(value as Question, open, send)
      known = this.#isToken((value as { token?: unknown }).token)
      clearTimeout(greeting)
      if (!known) socket.destroy()
    })
    socket.on('data', (chunk) => {
      try {
        read(chunk)
      } catch {
        socket.destroy()
      }
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#sockets.delete(socket)
      this.#open.delete(open)
      // Questions of a worker that is gone leave the queue; its calls in flight still end in the journal.
      for (const asker of open.values()) asker.abort(new EvalError('aborted', 'the worker is gone'))
    })
  }

  #take(question: Question, open: Map<number, LazyHalt>, send: (value: unknown) => void): void {
    const { id } = question
    if (question.cancel) return open.get(id)?.abort(new EvalError('aborted', 'the question was cancelled'))
    const asker = new LazyHalt()
    open.set(id, asker)
    this.#unanswered++
    const reply = (frame: object) => {
      open.delete(id)
      send(frame)
      if (--this.#unanswered === 0) setImmediate(() => this.#tellQuiet())
    }
    const fail = (thrown: unknown) => reply({ id, error: failureOf(toEvalError(thrown)) })
    try {
      this.#answer(question, asker).then((ok) => reply({ id, ok: ok ?? null }), fail)
    } catch (thrown) {
      fail(thrown)
    }
  }

  #answer({ method: name = '', body }: Question, asker: Asker): Promise<unknown> {
    const method = this.#methods[name]
    if (!method) throw new Error(`no method ${name}`)
    return method(body as never, asker)
  }

  #tellQuiet(): void {
    if (this.#unanswered > 0) return
    const waiting = this.#quiet
    this.#quiet = []
    for (const resolve of waiting) resolve()
  }

  #isToken(given: unknown): boolean {
    const a = Buffer.from(String(given))
    const b = Buffer.from(this.address.token)
    return a.length === b.length && timingSafeEqual(a, b)
  }
}
