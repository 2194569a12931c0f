import { afterEach, beforeEach, expect, test } from 'vitest'
import { loopbackServer } from './testing/loopback-server.ts'
import type { LoopbackServer } from './testing/loopback-server.ts'
import { createTransport } from './transport.ts'

let server: LoopbackServer
beforeEach(async () => {
  server = await loopbackServer()
})
afterEach(() => server.close())

test('there are never more connections than allowed, and they are used again', async () => {
  const transport = createTransport({ connections: 3 })
  const ports = new Set<number | undefined>()
  server.answer((response) => {
    ports.add(response.socket?.remotePort)
    setImmediate(() => response.end('ok'))
  })
  const texts = await Promise.all(Array.from({ length: 30 }, async () => (await transport.fetch(server.address)).text()))
  expect(texts).toEqual(Array.from({ length: 30 }, () => 'ok'))
  expect(ports.size).toBeLessThanOrEqual(3)
  await transport.close()
})

test('headers of the caller are sent; compression is never asked for', async () => {
  const transport = createTransport({ connections: 1 })
  server.answer((response) => void response.end())
  await transport.fetch(server.address, { headers: new Headers({ 'x-mine': 'yes', 'accept-encoding': 'gzip' }) })
  expect(server.requests[0]?.headers).toMatchObject({ 'x-mine': 'yes', 'accept-encoding': 'identity' })
  await transport.close()
})

test('closing ends what is still in flight', async () => {
  const transport = createTransport({ connections: 1 })
  const asked = new Promise<void>((resolve) => server.answer(() => resolve()))
  const outcome = transport.fetch(server.address).catch((error: unknown) => error)
  await asked
  await transport.close()
  expect(await outcome).toBeInstanceOf(TypeError)
})
