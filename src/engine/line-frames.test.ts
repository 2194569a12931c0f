import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineReader } from './line-frames.ts'

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
