import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { endless, loopbackServer, whole } from './testing/loopback-server.ts'
import { KEY, onTheWire, recordedBody, recordedError, vendors } from './testing/vendors.ts'

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

describe.each(vendors)('$name turns into an EvalError', (vendor) => {
  const headers = { 'content-type': vendor.contentType }
  const fail = (status: number | string, extra: Record<string, string> = {}, sent = Number(status)) =>
    bench.fail(
      vendor,
      whole(recordedError(vendor, status), {
        status: sent,
        headers: { 'content-type': 'application/json', 'x-request-id': 'req-78', ...extra },
      }),
    )
  const broken = (name: string) => bench.fail(vendor, whole(recordedBody(vendor, name), { headers }))

  test.each([
    [400, 'config', false],
    [401, 'auth', false],
    [404, 'config', false],
    [429, 'rate-limit', true],
    [500, 'transient', true],
    [529, 'rate-limit', true],
  ] as const)('status %i: kind %s, asked again: %s, after one request', async (status, kind, retryable) => {
    const error = await fail(status)
    expect(error).toMatchObject({ kind, retryable, requestId: 'req-78' })
    expect(error.message).toContain(`${vendor.name} answered ${status} for ${vendor.modelName}: `)
    expect(error.at).toBe(new URL(bench.server.address).host)
    expect(error.begun).toBe(false)
    expect(bench.server.requests).toHaveLength(1)
  })

  test('Retry-After, in seconds', async () => {
    expect(await fail(429, { 'retry-after': '7' })).toMatchObject({ kind: 'rate-limit', retryAfterMs: 7000 })
  })

  test('Retry-After of a year: a minute', async () => {
    expect(await fail(429, { 'retry-after': '31536000' })).toMatchObject({ retryAfterMs: 60_000 })
  })

  test('headers that say what is left of the limits: they are handed on, beside answers and errors', async () => {
    const said = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }
    const reports: unknown[] = []
    const fields = { onRateLimit: (report: unknown) => reports.push(report) }
    await bench.fail(
      vendor,
      whole(recordedError(vendor, 429), { status: 429, headers: { 'content-type': 'application/json', ...said } }),
      fields,
    )
    await bench.ask(vendor, whole(recordedBody(vendor, 'text'), { headers: { ...headers, ...said } }), fields)
    const report = { requests: { remaining: 0, resetMs: 360_000 }, tokens: null }
    expect(reports).toEqual([report, report])
  })

  test('an answer that repeats the key: it is taken out', async () => {
    const error = await fail(401)
    expect(`${error.message} ${error.hint} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(KEY)
    expect(error.hint).toMatch(/Check the key in [A-Z_]+/)
  })

  test('an error inside a stream: the answer is broken, asking again may help', async () => {
    const error = await broken('error-in-stream')
    // Anthropic's is an overloaded_error, which says nothing of the model, and came before a word of it. Some name a status: 502.
    const kinds: Record<string, string> = { anthropic: 'rate-limit', openrouter: 'transient', compatible: 'transient' }
    const kind = kinds[vendor.name] ?? 'invalid-response'
    expect(error).toMatchObject({ kind, retryable: true, begun: kind !== 'rate-limit' })
    expect(error.message).toContain(`${vendor.name} broke off the answer of ${vendor.modelName}: `)
  })

  test('a stream that ends too early', async () => {
    const error = await broken('truncated')
    expect(error).toMatchObject({ kind: 'invalid-response', retryable: true })
    expect(error.message).toMatch(/the stream ended without .*: the answer was cut short/)
  })

  test('malformed JSON', async () => {
    const error = await broken('malformed')
    expect(error).toMatchObject({ kind: 'invalid-response', retryable: true })
    expect(error.message).toContain('sent a broken answer')
  })

  test('a connection that breaks inside the answer: nothing is known of the model', async () => {
    const error = await bench.fail(vendor, (response) => {
      response.writeHead(200, headers)
      response.write(recordedBody(vendor, 'truncated'), () => response.destroy())
    })
    expect(error).toMatchObject({ kind: 'transient', retryable: true, begun: true })
    expect(error.message).toContain(`The connection to ${new URL(bench.server.address).host} failed`)
  })

  test.each([
    [429, 'rate-limit', true, 'stalls'],
    [429, 'rate-limit', true, 'breaks'],
    [401, 'auth', false, 'stalls'],
    [401, 'auth', false, 'breaks'],
  ] as const)('status %i, kind %s, asked again: %s, although its body %s', async (status, kind, retryable, end) => {
    const error = await bench.fail(vendor, (response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' })
      response.write('{"error":', () => end === 'breaks' && response.socket?.resetAndDestroy())
    })
    expect(error).toMatchObject({ kind, retryable, begun: false, retryAfterMs: 3_000 })
    expect(error.message).toContain(`${vendor.name} answered ${status} for ${vendor.modelName}`)
  })

  test('a refusal whose body stalls, when the call is cancelled', async () => {
    const controller = new AbortController()
    const error = await bench.fail(
      vendor,
      (response) => void response.writeHead(429, { 'content-type': 'application/json' }).write('{"error":', () => controller.abort()),
      { signal: controller.signal },
    )
    expect(error).toMatchObject({ kind: 'aborted' })
  })

  test('an HTML page instead of JSON', async () => {
    const page = whole('<!doctype html><title>Sign in</title><p>Welcome', { headers: { 'content-type': 'text/html; charset=utf-8' } })
    const error = await bench.fail(vendor, page)
    expect(error).toMatchObject({ kind: 'config', retryable: false })
    expect(error.message).toContain('answered with an HTML page (“Sign in”) instead of JSON')
    expect(error.hint).toContain('Check baseUrl')
  })

  test('an HTML page that calls itself something else', async () => {
    const error = await bench.fail(vendor, whole('<html><title>Portal</title>', { headers }))
    expect(error).toMatchObject({
      kind: 'config',
      retryable: false,
      begun: false,
      message: expect.stringContaining('answered with an HTML page instead of JSON'),
    })
  })

  test('an HTML page with status 502: the gateway may recover', async () => {
    const error = await bench.fail(
      vendor,
      whole('<html><title>502 Bad Gateway</title>', { status: 502, headers: { 'content-type': 'text/html' } }),
    )
    expect(error).toMatchObject({ kind: 'transient', retryable: true })
    expect(error.message).toContain('an HTML page (“502 Bad Gateway”) instead of JSON')
  })

  test('a compressed answer, which was not asked for: said once, billed all the same', async () => {
    const body = gzipSync(recordedBody(vendor, 'text'))
    const error = await bench.fail(vendor, whole(body, { headers: { ...headers, 'content-encoding': 'gzip' } }))
    expect(error).toMatchObject({ kind: 'config', retryable: false, begun: true })
    expect(error.message).toContain('sent a compressed answer (gzip), although none was asked for')
    expect(error.hint).toContain('Turn compression off')
    const sent = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const refused = await bench.fail(vendor, whole(gzipSync(recordedError(vendor, 400)), { status: 400, headers: sent }))
    expect(refused.message).toBe(`${vendor.name} answered 400 for ${vendor.modelName}: what it says is compressed (gzip)`)
  })

  test('a redirect, without sending the key on', async () => {
    const elsewhere = await loopbackServer()
    const error = await bench.fail(vendor, whole('', { status: 307, headers: { location: `${elsewhere.address}/v1/chat/completions` } }))
    expect(error).toMatchObject({ kind: 'config', retryable: false, hint: 'Write the final address in baseUrl' })
    expect(error.message).toContain('answered 307, a redirect')
    expect(elsewhere.requests).toEqual([])
    await elsewhere.close()
  })

  test('a body that is slower than the time-out, in time', async () => {
    const signal = AbortSignal.timeout(60)
    const error = await bench.fail(vendor, (response) => void response.writeHead(200, headers).write(recordedBody(vendor, 'truncated')), {
      signal,
    })
    expect(error).toMatchObject({ kind: 'timeout', retryable: true })
    expect(error.message).toContain('did not finish the answer')
  })

  test('a call that is cancelled before the headers', async () => {
    const controller = new AbortController()
    const error = await bench.fail(vendor, () => controller.abort(), { signal: controller.signal })
    expect(error).toMatchObject({ kind: 'aborted', retryable: false })
    expect(error.message).toContain('was cancelled')
  })

  test('an answer without end', async () => {
    const text = onTheWire(vendor, vendor.piece('z'.repeat(1_000_000)))
    const error = await bench.fail(vendor, endless(text, headers))
    expect(error).toMatchObject({ kind: 'invalid-response', retryable: false })
    expect(error.message).toContain('it is longer than 32 MB')
  })

  test('a body without end and without a token', async () => {
    const error = await bench.fail(vendor, endless(Buffer.alloc(1_000_000, ':'), headers))
    expect(error).toMatchObject({ kind: 'invalid-response', retryable: false })
    expect(error.message).toContain('more than 32 MB arrived without a token')
  })
})

describe.each(vendors.filter(({ name }) => !['ollama', 'bedrock'].includes(name)))('$name knows by error code', (vendor) => {
  const fail = (name: string, status: number) =>
    bench.fail(vendor, whole(recordedError(vendor, name), { status, headers: { 'content-type': 'application/json', 'retry-after': '5' } }))

  test('a quota that is used up: not asked again', async () => {
    const error = await fail('quota', 429)
    expect(error).toMatchObject({ kind: 'budget', retryable: false, retryAfterMs: undefined })
    expect(error.hint).toContain('quota and billing')
  })

  test('a prompt that is too long: the model failed', async () => {
    const error = await fail('context', 400)
    expect(error).toMatchObject({ kind: 'invalid-response', retryable: false })
    expect(error.hint).toContain('longer than the model takes')
  })

  test('a content filter: a refusal', async () => {
    expect(await fail('filter', 400)).toMatchObject({ kind: 'refusal', retryable: false })
  })
})
