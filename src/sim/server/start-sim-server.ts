import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EvalError } from '../../schema/eval-error.ts'
import { faultPlan } from './fault-plan.ts'
import type { FaultPlan } from './fault-plan.ts'
import { QuestionDesk } from './question-desk.ts'
import { serverRoutes } from './server-routes.ts'
import { ServerCounts } from './server-counts.ts'
import type { ServerStats } from './server-counts.ts'
import { StampBook } from './stamp-book.ts'
import type { Stamps } from './stamp-book.ts'
import type { ServerSettings } from './server-settings.ts'

/** The only interface on which the server listens. */
const LOOPBACK = '127.0.0.1'
/** Idle connections are kept longer than clients keep them, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000

export interface SimServer {
  /** `http://127.0.0.1:PORT` */
  address: string
  stats(): ServerStats
  /** Of all requests, or of those of which `name` is the trial or an id. */
  stamps(name?: string): Stamps
  /** Closes all connections, also those in use. */
  close(): Promise<void>
}

export interface SimServerOptions {
  settings: ServerSettings
  /** 0: a free one. */
  port?: number
  /** Which requests fail, and how; default: by the rates of the settings. */
  plan?: FaultPlan
}

/**
 * Starts the simulated models' server: it speaks the protocols of OpenAI, Anthropic, OpenRouter and Ollama on loopback, with the faults of
 * its settings. Rejects with EvalError config where the port is taken.
 */
export async function startSimServer({ settings, port = 0, plan }: SimServerOptions): Promise<SimServer> {
  const counts = new ServerCounts()
  const book = new StampBook()
  const desk = new QuestionDesk({ settings, counts, book, plan: plan ?? faultPlan(settings.faults, settings.seed) })
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, headersTimeout: 0 },
    serverRoutes({ desk, counts, book }),
  )
  if (settings.mostConnections !== null) server.maxConnections = settings.mostConnections
  server.on('connection', (socket) => {
    counts.connected()
    socket.on('close', () => counts.disconnected())
  })
  await listen(server, port)
  return {
    address: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    stats: () => counts.stats(),
    stamps: (name) => book.stamps(name ?? null),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'it is taken' : error.message
      reject(
        new EvalError('config', `port ${port} cannot be used: ${reason}`, { hint: 'choose another, or 0 for a free one', cause: error }),
      )
    }
    server.once('error', refuse)
    server.listen({ port, host: LOOPBACK, backlog: 4_096 }, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}
