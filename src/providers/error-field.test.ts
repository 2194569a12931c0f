import { expect, test } from 'vitest'
import { translateErrorField } from './error-field.ts'

const STREAM = 'data: {"say":"error: no"}\n\nevent: e\r\nerror: {"code":500}\r\rerr: or\nerror:x\nerr'
const TRANSLATED = 'data: {"say":"error: no"}\n\nevent: e\r\nevent: error\ndata: {"code":500}\r\rerr: or\nevent: error\ndata:x\n'

test.each([1, 2, 3, 5, 7, 1_000])('a field error becomes an event of that name, in pieces of %i characters', (size) => {
  const translate = translateErrorField()
  const pieces = STREAM.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
  expect(pieces.map(translate).join('')).toBe(TRANSLATED)
})

test('at the very beginning as well', () => {
  expect(translateErrorField()('error: {}\n\n')).toBe('event: error\ndata: {}\n\n')
})
