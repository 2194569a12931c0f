import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** A browser that is told what to do over two pipes of its own: it listens on no port. */
export interface BrowserPipe {
  /** Sends a command of the DevTools protocol. Rejects with the browser's words, or when it ended. */
  send<T>(method: string, params?: Record<string, unknown>, sessionId?: string): Promise<T>
  /** Ends the browser and waits for it. */
  close(): Promise<void>
}

interface Reply {
  id?: number
  result?: unknown
  error?: { message: string }
}

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--remote-debugging-pipe',
]

/** Chromium's sandbox does not start for root, as in most containers. */
const sandboxFlags = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/** Starts a browser without a window that can reach no host. `profile`: a folder for its files. */
export function startBrowser(program: string, profile: string): BrowserPipe {
  const child = spawn(program, [...FLAGS, ...sandboxFlags(), `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lost: Error | null = null
  const lose = (error: Error): void => {
    lost ??= error
    for (const { reject } of waiting.values()) reject(lost)
    waiting.clear()
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.once('error', (error) => lose(error))
  child.once('exit', (code, signal) => lose(new Error(`the browser ended with ${signal ?? `code ${code}`}`)))
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  input.on('error', lose)
  readReplies(output, ({ id, result, error }) => {
    const asked = waiting.get(id ?? 0)
    waiting.delete(id ?? 0)
    if (error === undefined) asked?.resolve(result)
    else asked?.reject(new Error(error.message))
  })
  let last = 0
  return {
    send: <T>(method: string, params = {}, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        if (lost !== null) return reject(lost)
        waiting.set(++last, { resolve: resolve as (value: unknown) => void, reject })
        input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
      }),
    close: () => end(child, ended),
  }
}

function readReplies(output: Readable, onReply: (reply: Reply) => void): void {
  let parts: string[] = []
  output.setEncoding('utf8')
  output.on('error', () => undefined)
  output.on('data', (text: string) => {
    const messages = text.split('\0')
    for (const [index, message] of messages.entries()) {
      parts.push(message)
      if (index === messages.length - 1) return
      onReply(JSON.parse(parts.join('')) as Reply)
      parts = []
    }
  })
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await ended
}
