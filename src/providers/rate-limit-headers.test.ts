import { expect, test } from 'vitest'
import { rateLimitReport } from './rate-limit-headers.ts'

const openai = (reset: string, remaining = '12') =>
  rateLimitReport(new Headers({ 'x-ratelimit-remaining-tokens': remaining, 'x-ratelimit-reset-tokens': reset }))

test.each([
  ['120ms', 120],
  ['1s', 1_000],
  ['6m0s', 360_000],
  ['1h2m3.5s', 3_723_500],
  ['59.99s', 59_990],
  ['10', 10_000],
])('a reset of %s is %i ms', (text, resetMs) => {
  expect(openai(text)).toEqual({ requests: null, tokens: { remaining: 12, resetMs } })
})

test.each([
  ['1795237202', 2_000],
  ['1795237202.5', 2_500],
  ['1795237202500', 2_500],
  ['1795237100', 0],
])('a reset of %s is a time of day, read against the clock of its own response', (text, resetMs) => {
  const headers = new Headers({
    date: 'Sat, 21 Nov 2026 05:00:00 GMT',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': text,
  })
  expect(rateLimitReport(headers)).toEqual({ requests: { remaining: 0, resetMs }, tokens: null })
})

test.each(['', 'soon', '-5s', '1y', 's', '1s2', '9'.repeat(50), `${'1s'.repeat(9)}`])('a reset of %j is not read', (text) => {
  expect(openai(text)).toBeNull()
})

test.each(['-1', 'NaN', '1e9', 'many', ''])('a remainder of %j is not read', (text) => {
  expect(openai('1s', text)).toBeNull()
})

test("Anthropic's dates are read against the clock of its own response", () => {
  const headers = new Headers({
    date: 'Sat, 21 Nov 2026 05:00:00 GMT',
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': '2026-11-21T05:00:12Z',
    'anthropic-ratelimit-tokens-remaining': '4000',
    'anthropic-ratelimit-tokens-reset': '2026-11-21T04:59:59Z',
  })
  expect(rateLimitReport(headers)).toEqual({ requests: { remaining: 0, resetMs: 12_000 }, tokens: { remaining: 4_000, resetMs: 0 } })
})

test('a response without such headers says nothing', () => {
  expect(rateLimitReport(new Headers({ 'content-type': 'text/event-stream' }))).toBeNull()
})
