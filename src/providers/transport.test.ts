import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Halt } from '../schema/halt.ts'
import type { WatchedInit } from './exchange.ts'
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

test('what was loaded before is not waited for', async () => {
  const transport = createTransport({ connections: 1 })
  server.answer((response) => void response.end('ok'))
  expect(await transport.load()).toBe(await transport.load())
  expect(await (await transport.fetch(server.address)).text()).toBe('ok')
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

test('a request that is given up while it waits for a connection is not sent, and holds up nobody', async () => {
  const transport = createTransport({ connections: 1 })
  const release: (() => void)[] = []
  const asked = new Promise<void>((resolve) =>
    server.answer((response) => {
      release.push(() => void response.end('ok'))
      resolve()
    }),
  )
  const first = transport.fetch(server.address)
  await asked
  server.answer((response) => void response.end('last'))
  const control = new AbortController()
  const second = transport.fetch(`${server.address}/given-up`, { signal: control.signal })
  const third = transport.fetch(server.address)
  control.abort(new Error('nobody waits'))
  await expect(second).rejects.toThrow('nobody waits')
  release.forEach((end) => end())
  expect(await (await first).text()).toBe('ok')
  expect(await (await third).text()).toBe('last')
  expect(server.requests.map(({ url }) => url)).not.toContain('/given-up')
  await transport.close()
})

test('a request without a signal ends when its halt is aborted, and leaves it when it has ended', async () => {
  const transport = createTransport({ connections: 1 })
  const asked = new Promise<void>((resolve) => server.answer(() => resolve()))
  const halt = { aborted: false, reason: new Error('it took too long'), listener: null as Halt['listener'] }
  const fetch = (init: WatchedInit) => transport.fetch(server.address, init)
  const outcome = fetch({ halt })
  await asked
  halt.aborted = true
  halt.listener?.handleEvent()
  await expect(outcome).rejects.toThrow('it took too long')
  expect(halt.listener).toBe(null)
  await expect(fetch({ halt })).rejects.toThrow('it took too long')
  server.answer((response) => void response.end('whole'))
  const other: Halt = { aborted: false, reason: undefined, listener: null }
  expect(await (await fetch({ halt: other })).text()).toBe('whole')
  expect(other.listener).toBe(null)
  await transport.close()
})

test('a connection that was lost is opened anew by the next request', async () => {
  const transport = createTransport({ connections: 1 })
  server.answer((response) => void response.socket?.destroy())
  await expect(transport.fetch(server.address)).rejects.toThrow('fetch failed')
  server.answer((response) => void response.end('again'))
  expect(await (await transport.fetch(server.address)).text()).toBe('again')
  await transport.close()
})

test('what waits for a connection when the transport is closed fails, and so does what comes later', async () => {
  const transport = createTransport({ connections: 1 })
  const asked = new Promise<void>((resolve) => server.answer(() => resolve()))
  const outcomes = Array.from({ length: 3 }, () => transport.fetch(server.address).catch((error: unknown) => error))
  await asked
  await transport.close()
  for (const outcome of await Promise.all(outcomes)) expect(outcome).toBeInstanceOf(TypeError)
  await expect(transport.fetch(server.address)).rejects.toBeInstanceOf(TypeError)
})

test('headers of a response are looked up by any case of their names, and are all there', async () => {
  const transport = createTransport({ connections: 1 })
  server.answer((response) => void response.writeHead(200, { 'X-One': '1', 'Set-Cookie': ['a=1', 'b=2'], Vary: ['x', 'y'] }).end())
  const { headers } = await transport.fetch(server.address)
  expect([headers.get('x-ONE'), headers.get('vary'), headers.get('__proto__'), headers.has('x-two')]).toEqual(['1', 'x, y', null, false])
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect([...headers].filter(([name]) => name === 'x-one')).toEqual([['x-one', '1']])
  expect([...headers.keys()]).toContain('vary')
  expect([...headers.values()]).toContain('x, y')
  const seen: string[] = []
  headers.forEach((value, name) => seen.push(`${name}: ${value}`))
  expect(seen).toContain('x-one: 1')
  await transport.close()
})

test('whatever is wrong with a request, it is the promise that says so', async () => {
  const transport = createTransport({ connections: 1 })
  server.answer((response) => void response.end('ok'))
  await expect(transport.fetch('no address')).rejects.toThrow('Invalid URL')
  expect(await (await transport.fetch(server.address)).text()).toBe('ok')
  const wrong = transport.fetch(server.address, { headers: [['a name', 'x']] })
  await expect(wrong).rejects.toThrow('a name')
  expect(await (await transport.fetch(server.address)).text()).toBe('ok')
  await transport.close()
})

test('where a server is down, those that wait for the connection of another fail as it does', async () => {
  const transport = createTransport({ connections: 1 })
  await server.close()
  const outcomes = await Promise.all(Array.from({ length: 3 }, () => transport.fetch(server.address).catch((error: unknown) => error)))
  for (const outcome of outcomes) expect(outcome).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } })
  server = await loopbackServer()
  await transport.close()
})
