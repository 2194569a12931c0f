import { expect, test } from 'vitest'
import { contentCoding } from './content-coding.ts'

test.each([
  [undefined, null],
  ['identity', null],
  ['none', null],
  ['utf-8', null],
  ['identity, identity', null],
  [' GZIP', 'gzip'],
  ['identity, br', 'br'],
])('Content-Encoding: %s', (header, coding) => {
  expect(contentCoding(new Headers(header === undefined ? {} : { 'content-encoding': header }))).toBe(coding)
})
