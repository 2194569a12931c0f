import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteBuffer } from './byte-buffer.ts'

test('holds the UTF-8 of all that was added, and is empty after it was cleared', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 2_000 }), { maxLength: 60 }), { maxLength: 4 }), (uses) => {
      const buffer = new ByteBuffer()
      for (const texts of uses) {
        for (const text of texts) buffer.add(text)
        expect(buffer.written.toString()).toBe(texts.join(''))
        expect(buffer.length).toBe(Buffer.byteLength(texts.join('')))
        buffer.clear()
        expect(buffer.length).toBe(0)
      }
    }),
    { numRuns: 50 },
  )
})

test('a text of many megabytes fits', () => {
  const buffer = new ByteBuffer()
  const text = '€'.repeat(5_000_000)
  buffer.add('[')
  buffer.add(text)
  expect(buffer.length).toBe(15_000_001)
  expect(buffer.written.subarray(1).equals(Buffer.from(text))).toBe(true)
  buffer.clear()
  buffer.add('next')
  expect(buffer.written.toString()).toBe('next')
})
