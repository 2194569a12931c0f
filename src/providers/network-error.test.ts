import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { abortError, networkError } from './network-error.ts'
import { loopbackServer } from './testing/loopback-server.ts'
import { createTransport } from './transport.ts'
import type { Transport } from './transport.ts'

const asked = { provider: 'compatible', model: 'm', host: 'llm.example.com', keyVariable: null }
let transport: Transport
beforeAll(() => {
  transport = createTransport({ connections: 1 })
})
afterAll(() => transport.close())

const failing = (address: string) =>
  transport.fetch(address).then(
    () => expect.unreachable(),
    (error: unknown) => networkError(asked, error),
  )
const tls = (file: string) => readFileSync(new URL(`../../fixtures/providers/tls/${file}`, import.meta.url))

test('a refused connection names host and remedy, and may be tried again', async () => {
  const server = await loopbackServer()
  await server.close()
  expect(await failing(server.address)).toMatchObject({
    kind: 'config',
    retryable: true,
    message: 'No server answers at llm.example.com: the connection was refused',
    hint: 'Start the server, or check host and port in baseUrl',
  })
})

test('a certificate that nobody vouches for is said to be one', async () => {
  const server = createServer({ key: tls('key.pem'), cert: tls('certificate.pem') }, (_, response) => void response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const error = await failing(`https://localhost:${(server.address() as AddressInfo).port}`)
  server.close()
  expect(error).toMatchObject({
    kind: 'config',
    retryable: false,
    message: 'The certificate of llm.example.com cannot be trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
  })
})

test('https spoken to a plain server', async () => {
  const server = await loopbackServer()
  expect(await failing(server.address.replace('http:', 'https:'))).toMatchObject({
    kind: 'config',
    message: expect.stringContaining('does not speak TLS as expected'),
  })
  await server.close()
})

test.each([
  ['ENOTFOUND', 'config', false, 'The address llm.example.com was not found (DNS)'],
  ['EAI_AGAIN', 'transient', true, 'The address llm.example.com could not be looked up (DNS)'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true, 'llm.example.com did not answer in time (UND_ERR_CONNECT_TIMEOUT)'],
  ['ECONNRESET', 'transient', true, 'The connection to llm.example.com failed (ECONNRESET)'],
  ['UND_ERR_SOCKET', 'transient', true, 'The connection to llm.example.com failed (UND_ERR_SOCKET)'],
  ['CERT_HAS_EXPIRED', 'config', false, 'The certificate of llm.example.com cannot be trusted (CERT_HAS_EXPIRED)'],
])('%s is %s, asked again: %s', (code, kind, retryable, message) => {
  const cause = Object.assign(new AggregateError([Object.assign(new Error('deep'), { code })]), {})
  expect(networkError(asked, new TypeError('fetch failed', { cause }))).toMatchObject({ kind, retryable, message })
})

test('an aborted attempt keeps the engine’s own reason', () => {
  const reason = new EvalError('budget', 'the budget is used up')
  expect(abortError(asked, AbortSignal.abort(reason))).toBe(reason)
  expect(abortError(asked, AbortSignal.abort(new DOMException('', 'TimeoutError')))).toMatchObject({
    kind: 'timeout',
    hint: 'Raise timeoutMs of the model',
  })
  expect(abortError(asked, AbortSignal.abort())).toMatchObject({ kind: 'aborted', message: 'The call to compatible:m was cancelled' })
})
