import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StreamWatch } from '../schema/stream-watch.ts'
import type { WatchedInit } from './exchange.ts'
import { loopbackServer } from './testing/loopback-server.ts'
import type { LoopbackServer } from './testing/loopback-server.ts'
import { createTransport } from './transport.ts'
import type { Transport } from './transport.ts'

let server: LoopbackServer
let transport: Transport
beforeEach(async () => {
  server = await loopbackServer()
  transport = createTransport({ connections: 1 })
})
afterEach(async () => {
  await transport.close()
  await server.close()
})

/** What a watch is told, in order. */
function watching() {
  const told: [name: string, atMs: number, ...more: unknown[]][] = []
  const watch: StreamWatch = {
    connected: (connection, atMs) => void told.push(['connected', atMs, connection]),
    sent: (atMs) => void told.push(['sent', atMs]),
    closed: (atMs, held) => void told.push(['closed', atMs, held]),
    content: () => undefined,
  }
  return { watch, told, names: () => told.map(([name]) => name) }
}

const ask = (init: WatchedInit = {}) => transport.fetch(server.address, { method: 'POST', body: 'question', ...init } as WatchedInit)

test('a watch is told of the connection, the whole request and the end of the response, in this order', async () => {
  server.answer((response) => void response.end('ok'))
  const { watch, told, names } = watching()
  const before = performance.now()
  const response = await ask({ watch })
  expect(await response.text()).toBe('ok')
  expect(names()).toEqual(['connected', 'sent', 'closed'])
  const times = [before, ...told.map(([, atMs]) => atMs), performance.now()]
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(told[2]?.[2]).toMatchObject({ longestPauseMs: 0 })
})

test('a connection is new once and used again then; one that was lost is new again', async () => {
  server.answer((response) => void response.end('ok'))
  const { watch, told } = watching()
  for (let i = 0; i < 2; i++) await (await ask({ watch })).text()
  server.answer((response) => void response.writeHead(200, { connection: 'close' }).end('bye'))
  await (await ask({ watch })).text()
  server.answer((response) => void response.end('ok'))
  await (await ask({ watch })).text()
  expect(told.filter(([name]) => name === 'connected').map(([, , connection]) => connection)).toEqual(['new', 'reused', 'reused', 'new'])
})

test('pieces carry the time at which they came, however late they are read', async () => {
  server.answer((response) => void response.end('ok'))
  const { watch, told } = watching()
  const response = await ask({ watch })
  await expect.poll(() => told.some(([name]) => name === 'closed')).toBe(true)
  const closedAtMs = told.at(-1)?.[1] ?? 0
  const readAtMs = performance.now()
  const piece = (await response.body?.getReader().read()) as { atMs?: number }
  expect(piece.atMs).toBeLessThanOrEqual(closedAtMs)
  expect(closedAtMs).toBeLessThanOrEqual(readAtMs)
  expect((response as { atMs?: number }).atMs).toBeLessThanOrEqual(piece.atMs ?? 0)
})

test('what is held for a reader that is late, and how long the sender was told to wait', async () => {
  const body = Buffer.alloc(32 * 1024 * 1024, 'x')
  let stuckFor = 0
  let written = -1
  const sending = new Promise<() => boolean>((resolve) =>
    server.answer((response) => {
      const { socket } = response
      resolve(() => {
        stuckFor = socket?.bytesWritten === written && response.writableLength > 0 ? stuckFor + 1 : 0
        written = socket?.bytesWritten ?? 0
        return stuckFor >= 5
      })
      response.end(body)
    }),
  )
  const { watch, told } = watching()
  const response = await ask({ watch })
  const isStuck = await sending
  await vi.waitUntil(isStuck, { timeout: 20_000, interval: 10 })
  const reader = response.body?.getReader()
  let bytes = 0
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) bytes += piece.value.length
  expect(bytes).toBe(body.length)
  const [, , held] = told.at(-1) ?? []
  const { bytesPeak, longestPauseMs } = held as { bytesPeak: number; longestPauseMs: number }
  expect(bytesPeak).toBeGreaterThanOrEqual(256 * 1024)
  expect(bytesPeak).toBeLessThan(1024 * 1024)
  // Five looks, ten milliseconds apart, found that nothing moved.
  expect(longestPauseMs).toBeGreaterThan(30)
})
