import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { lineReader, lineSender } from './line-frames.ts'

test('frames come out whole however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (values, size) => {
      const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
      const read: unknown[] = []
      const push = lineReader((value) => read.push(value))
      for (let from = 0; from < bytes.length; from += size) push(bytes.subarray(from, from + size))
      expect(JSON.stringify(read)).toBe(JSON.stringify(values))
    }),
  )
})

test('a frame that never ends is refused', () => {
  const push = lineReader(() => undefined)
  const chunk = Buffer.alloc(32 * 1024 * 1024, 'x')
  expect(() => {
    for (let i = 0; i < 5; i++) push(chunk)
  }).toThrow('a frame of more than 134217728 characters')
})

test.each([1, 1_000])('values arrive once and in order, also one after the other in time, with %i questions open', async (open) => {
  const received: unknown[] = []
  const server = createServer((socket) =>
    socket.on(
      'data',
      lineReader((value) => received.push(value)),
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
    server.close()
  })
  const send = lineSender(socket, () => open)
  for (let i = 0; i < 300; i += 3) {
    for (const value of [i, i + 1, i + 2]) send(value)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await expect.poll(() => received).toEqual(Array.from({ length: 300 }, (_, i) => i))
})
