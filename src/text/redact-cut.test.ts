import { expect, test } from 'vitest'
import { redactCut } from './redact-cut.ts'

test.each([
  ['whole: sk-secret-1 and on', 'whole: [redacted] and on'],
  ['its end is missing: sk-secret-', 'its end is missing: [redacted]'],
  ['its end is missing: sk-sec', 'its end is missing: [redacted]'],
  ['too little to tell: sk-se', 'too little to tell: sk-se'],
  ['not at the end: sk-secr, another', 'not at the end: sk-secr, another'],
  ['the longer one: sk-secret-1-long', 'the longer one: [redacted]'],
])('%s', (text, expected) => {
  expect(redactCut(text, ['sk-secret-1', 'sk-secret-1-longer'])).toBe(expected)
  expect(redactCut(text, [])).toBe(text)
})
