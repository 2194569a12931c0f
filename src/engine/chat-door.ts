import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Reply } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import type { ChatAddress, ChatTrial } from '../schema/chat-address.ts'
import { chatChunks, chatCompletion, readChatRequest } from './chat-protocol.ts'
import { toEvalError } from './make-attempts.ts'

/** Largest request body. */
const MOST_BYTES = 64 * 1024 * 1024
const STATUS: Partial<Record<EvalErrorKind, number>> = {
  config: 400,
  auth: 401,
  'rate-limit': 429,
  timeout: 504,
  budget: 402,
  aborted: 409,
}

/**
 * A door to the engine that speaks OpenAI's chat protocol on the loopback interface, for SDKs in a user's function. Each trial has an address of
 * its own, under a key that holds for this process only.
 */
export class ChatDoor {
  readonly #key = randomBytes(24).toString('base64url')
  readonly #trials = new Map<string, ChatTrial>()
  readonly #server: Server
  #listening: Promise<string> | null = null
  #lastTrial = 0

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  /** An address for one trial. */
  async open(trial: ChatTrial): Promise<ChatAddress> {
    const address = await this.#listen()
    const name = String(++this.#lastTrial)
    this.#trials.set(name, trial)
    return { baseUrl: `${address}${name}/v1`, apiKey: this.#key, close: () => void this.#trials.delete(name) }
  }

  /** Opens the door, once, on a free port; it does not keep the process alive. */
  #listen(): Promise<string> {
    return (this.#listening ??= new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', () => {
        this.#server.unref()
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`)
      })
    }))
  }

  async close(): Promise<void> {
    if (!this.#listening) return
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const control = new AbortController()
    response.on('close', () => response.writableEnded || control.abort(new EvalError('aborted', 'the connection was closed')))
    try {
      const trial = this.#trialOf(request)
      const { request: asked, stream } = readChatRequest(await readJson(request))
      const reply = await trial.call(asked, control.signal)
      if (stream) sendStream(response, reply, trial.model)
      else sendJson(response, 200, chatCompletion(reply, trial.model))
    } catch (thrown) {
      const error = toEvalError(thrown)
      sendJson(response, STATUS[error.kind] ?? 502, { error: { message: error.message, type: error.kind, code: error.kind } })
    }
  }

  #trialOf(request: IncomingMessage): ChatTrial {
    const given = Buffer.from(String(request.headers.authorization ?? '').replace(/^Bearer /i, ''))
    const key = Buffer.from(this.#key)
    if (given.length !== key.length || !timingSafeEqual(given, key))
      throw new EvalError('auth', 'the key is not that of this trial', { hint: 'use model.apiKey' })
    const [, name, path] = /^\/([^/]+)\/v1(\/[^?]*)/.exec(request.url ?? '') ?? []
    if (name === undefined || path !== '/chat/completions' || request.method !== 'POST') {
      throw new EvalError('config', `there is nothing at ${request.method} ${request.url}`, {
        hint: 'only POST …/v1/chat/completions is spoken',
      })
    }
    const trial = this.#trials.get(name)
    if (!trial)
      throw new EvalError('aborted', 'the trial of this address has ended', { hint: 'await every call of the function under evaluation' })
    return trial
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw new EvalError('config', `the request has more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch (cause) {
    throw new EvalError('config', 'the request is not JSON', { cause })
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.end()
  // Retries have one home, the engine: SDKs must not ask again.
  response.writeHead(status, { 'content-type': 'application/json', 'x-should-retry': 'false' }).end(JSON.stringify(body))
}

function sendStream(response: ServerResponse, reply: Reply, model: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const chunk of chatChunks(reply, model)) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  response.end('data: [DONE]\n\n')
}
