import { describe, expect, test } from 'vitest'
import { httpError, streamError } from './http-error.ts'

const asked = { provider: 'compatible', model: 'm', host: 'llm.example.com', keyVariable: 'MY_KEY' }
const error = (status: number, body: string, headers: Record<string, string> = {}) =>
  httpError(asked, { status, headers: new Headers(headers), body })

test.each([
  [301, 'config', false],
  [400, 'config', false],
  [401, 'auth', false],
  [402, 'budget', false],
  [403, 'auth', false],
  [404, 'config', false],
  [408, 'timeout', true],
  [409, 'transient', true],
  [413, 'config', false],
  [422, 'config', false],
  [424, 'transient', true],
  [429, 'rate-limit', true],
  [500, 'transient', true],
  [502, 'transient', true],
  [503, 'transient', true],
  [504, 'transient', true],
  [529, 'rate-limit', true],
] as const)('status %i is %s, asked again: %s', (status, kind, retryable) => {
  expect(error(status, '')).toMatchObject({ kind, retryable })
})

describe('what the server says', () => {
  test.each([
    ['{"error":{"message":"too warm","type":"invalid_request_error"}}', 'too warm'],
    ['{"error":"too warm"}', 'too warm'],
    ['{"message":"too warm"}', 'too warm'],
    ['{"Message":"too warm"}', 'too warm'],
    ['{"detail":"too warm"}', 'too warm'],
    ['{"detail":[{"loc":["body"],"msg":"field required"}]}', '[{"loc":["body"],"msg":"field required"}]'],
    ['too warm', 'too warm'],
    ['["odd"]', '["odd"]'],
    ['{}', '{}'],
    ['[{"error":{"code":400,"message":"too warm","status":"INVALID_ARGUMENT"}}]', 'too warm'],
    [
      '{"error":{"message":"Provider returned error","metadata":{"raw":"upstream is busy","provider_name":"X"}}}',
      'Provider returned error (X: upstream is busy)',
    ],
    [
      '{"error":{"message":"Provider returned error","metadata":{"raw":"{\\"error\\":{\\"message\\":\\"too warm\\"}}"}}}',
      'Provider returned error (too warm)',
    ],
    ['{"error":{"message":"Provider returned error","metadata":{"raw":{"message":"too warm"}}}}', 'Provider returned error (too warm)'],
    ['{"error":{"message":"no","metadata":{"raw":""}}}', 'no'],
    ['<html><head><title>Nope</title>', 'an HTML page (“Nope”) instead of JSON'],
  ])('%s', (body, said) => {
    expect(error(400, body).message).toBe(`compatible answered 400 for m: ${said}`)
  })

  test('nested too deeply', () => {
    const body = `{"error":{"message":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`
    const message = 'compatible answered 400 for m: an error that is nested too deeply to be shown'
    expect(error(400, body)).toMatchObject({ kind: 'config', message })
  })

  test('nothing', () => {
    expect(error(500, '').message).toBe('compatible answered 500 for m')
  })

  test('long bodies are shortened', () => {
    expect(error(500, 'x'.repeat(10_000)).message.length).toBeLessThan(500)
  })
})

test('kind and retrying follow status and code, never words in a message', () => {
  expect(error(500, '{"error":{"message":"insufficient_quota 401 unauthorized rate limit"}}')).toMatchObject({
    kind: 'transient',
    retryable: true,
  })
  expect(error(429, '{"error":{"message":"slow down","code":"insufficient_quota"}}')).toMatchObject({ kind: 'budget', retryable: false })
  expect(error(400, '{"message":"no"}', { 'x-amzn-errortype': 'ServiceQuotaExceededException:http://internal.amazon.com/' })).toMatchObject(
    { kind: 'budget' },
  )
})

test('what the vendor behind the vendor says tells of prompt and content, never of an empty account', () => {
  const behind = (status: number, code: string) =>
    error(status, JSON.stringify({ error: { message: 'Provider returned error', metadata: { raw: JSON.stringify({ error: { code } }) } } }))
  expect(behind(400, 'content_filter')).toMatchObject({ kind: 'refusal', code: 'content-filter' })
  expect(behind(400, 'context_length_exceeded')).toMatchObject({ kind: 'invalid-response', code: 'context-length' })
  expect(behind(429, 'insufficient_quota')).toMatchObject({ kind: 'rate-limit', retryable: true })
})

test.each([
  [403, { error: { code: 403, message: 'Your input was flagged', metadata: { reasons: ['violence'], flagged_input: 'kill' } } }],
  [400, { error: { message: 'Invalid prompt: your prompt was flagged', type: 'invalid_request_error', code: 'invalid_prompt' } }],
  [400, { error: { message: 'Input data may be bad', type: 'data_inspection_failed', code: 'data_inspection_failed' } }],
  [400, { type: 'error', error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' } }],
  [400, { error: { message: 'Content Exists Risk', type: 'invalid_request_error', code: 'invalid_request_error' } }],
  [403, { code: 'The caller does not have permission', error: 'Content violates usage guidelines.' }],
])('content that is refused is a refusal: %i %j', (status, body) => {
  expect(error(status, JSON.stringify(body))).toMatchObject({ kind: 'refusal', retryable: false, code: 'content-filter', hint: undefined })
  expect(streamError(asked, body)).toMatchObject({ kind: 'refusal', retryable: false, code: 'content-filter' })
})

test('the words of a content filter do not turn a status that is asked again', () => {
  const body = '{"error":{"message":"Output blocked by content filtering policy"}}'
  for (const status of [401, 429, 500]) expect(error(status, body).kind).not.toBe('refusal')
})

test('a schema that is refused: the hint names the field and the way out', () => {
  const body = '{"error":{"message":"This response_format type is unavailable now"}}'
  expect(error(400, body).hint).toBe(
    'The task’s schema was sent as response_format: for a model that takes none, write params.extra.response_format in its settings, which is sent instead',
  )
  const { hint } = httpError({ ...asked, provider: 'bedrock' }, { status: 400, headers: new Headers(), body })
  expect(hint).toBe('Check params and prompt against what the model accepts')
})

test('an empty account of the vendor behind the vendor is not ours', () => {
  const raw = JSON.stringify({ error: { message: 'Your credit balance is too low' } })
  const behind = { error: { message: 'Provider returned error', metadata: { raw } } }
  expect(error(400, JSON.stringify(behind))).toMatchObject({ kind: 'config', message: expect.stringContaining('credit balance') })
  expect(error(400, raw).kind).toBe('budget')
})

test('a compressed error: its status counts', () => {
  expect(error(429, '\u001f\ufffd', { 'content-encoding': 'gzip' })).toMatchObject({
    kind: 'rate-limit',
    message: 'compatible answered 429 for m: what it says is compressed (gzip)',
  })
  for (const coding of ['identity', 'none']) expect(error(400, 'too warm', { 'content-encoding': coding }).message).toContain('too warm')
})

test('a key that is wanted but not named', () => {
  const { hint } = httpError({ ...asked, keyVariable: null }, { status: 401, headers: new Headers(), body: '' })
  expect(hint).toBe('llm.example.com wants a key: name its variable in apiKeyEnv')
})

test('an error inside a stream: asked again, unless money or content is the reason', () => {
  expect(streamError(asked, { error: { message: 'it broke', type: 'server_error' } }, 'req-1')).toMatchObject({
    kind: 'invalid-response',
    retryable: true,
    requestId: 'req-1',
    message: 'compatible broke off the answer of m: it broke',
  })
  for (const type of ['overloaded_error', 'rate_limit_error', 'com.amazon#ThrottlingException'])
    expect(streamError(asked, { error: { message: 'too much to do', type } })).toMatchObject({ kind: 'rate-limit', retryable: true })
  expect(streamError(asked, { error: { message: 'no credit', code: 'insufficient_quota' } })).toMatchObject({
    kind: 'budget',
    retryable: false,
  })
  expect(streamError(asked, { error: { message: 'filtered', code: 'content_filter' } })).toMatchObject({
    kind: 'refusal',
    retryable: false,
  })
  expect(streamError(asked, undefined)).toMatchObject({ kind: 'invalid-response', message: expect.stringContaining('no reason given') })
})
