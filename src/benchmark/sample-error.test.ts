import { expect, test } from 'vitest'
import { httpError } from '../providers/http-error.ts'
import { networkError } from '../providers/network-error.ts'
import { EvalError } from '../schema/eval-error.ts'
import { sampleError } from './sample-error.ts'

const asked = { provider: 'compatible', model: 'm', host: 'h', keyVariable: null }
const answered = (status: number, body = '{}', headers: Record<string, string> = {}) =>
  sampleError(httpError(asked, { status, headers: new Headers(headers), body }))
const below = (code: string, begun = false) => sampleError(networkError(asked, Object.assign(new Error('x'), { code }), begun)).kind

test.each([
  [400, 'http-4xx'],
  [401, 'auth'],
  [403, 'auth'],
  [404, 'http-4xx'],
  [408, 'http-4xx'],
  [422, 'http-4xx'],
  [429, 'rate-limited'],
  [500, 'http-5xx'],
  [502, 'http-5xx'],
  [503, 'overloaded'],
  [529, 'overloaded'],
  [302, 'other'],
])('status %i is %s', (status, kind) => {
  expect(answered(status).kind).toBe(kind)
})

test('a server says when to come again', () => {
  expect(answered(429, '{}', { 'retry-after-ms': '1500' })).toMatchObject({ kind: 'rate-limited', retryAfterMs: 1_500 })
  expect(answered(500)).not.toHaveProperty('retryAfterMs')
})

test('a prompt that is too long and one that is filtered are told from other bad requests, and a quota that is used up from pressure', () => {
  expect(answered(400, '{"error":{"code":"context_length_exceeded","message":"too long"}}').kind).toBe('context-length')
  expect(answered(400, '{"error":{"message":"prompt is too long: 9 > 8"}}').kind).toBe('context-length')
  expect(answered(400, '{"error":{"code":"content_filter","message":"filtered"}}').kind).toBe('content-filter')
  expect(answered(429, '{"error":{"code":"insufficient_quota","message":"pay"}}').kind).toBe('http-4xx')
})

test.each([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNREFUSED', 'connect'],
  ['ECONNRESET', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['UND_ERR_SOCKET', 'connect'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout-connect'],
  ['ETIMEDOUT', 'timeout-connect'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['EPROTO', 'tls'],
])('%s before an answer is %s', (code, kind) => {
  expect(below(code)).toBe(kind)
})

test('a connection that is lost after the head of the response is a broken stream', () => {
  expect(below('ECONNRESET', true)).toBe('stream-error')
})

test('where there is no code, the kind of the error tells', () => {
  const of = (kind: ConstructorParameters<typeof EvalError>[0]) => sampleError(new EvalError(kind, 'x')).kind
  expect([of('budget'), of('aborted'), of('timeout'), of('rate-limit'), of('refusal'), of('bug')]).toEqual([
    'budget',
    'cancelled',
    'timeout-total',
    'rate-limited',
    'content-filter',
    'other',
  ])
})

test('what is no error of ours is told shortly', () => {
  expect(sampleError(new Error('y'.repeat(1_000)))).toMatchObject({ kind: 'other' })
  expect(sampleError(new Error('y'.repeat(1_000))).message.length).toBeLessThanOrEqual(300)
  expect(sampleError('odd')).toEqual({ kind: 'other', message: 'odd' })
})
