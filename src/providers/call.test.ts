import { expect, test } from 'vitest'
import { Call } from './call.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { attempting } from './testing/attempting.ts'

const KEY = 'sk-very-secret-4711'
const asked = { provider: 'compatible', model: 'm', host: 'llm.example.com', keyVariable: 'MY_KEY' }
const model = testModel({ provider: 'compatible', name: 'm' })
const call = (fetch: typeof globalThis.fetch, signal = new AbortController().signal) =>
  new Call(asked, [KEY], attempting(model, { signal }), { env: {}, fetch, seed: 1, allowKeys: {}, connections: 1 })
const idle = () => Promise.reject(new Error('not asked'))

test('no error shows the key, whoever wrote its message', async () => {
  const started = call(() => Promise.reject(new TypeError(`Headers.append: "Bearer ${KEY}" is an invalid header value`)))
  const thrown = await started.fetch('http://127.0.0.1').catch((error: unknown) => error)
  const { message, cause } = started.failure(thrown)
  expect(message).toContain('The connection to llm.example.com failed (Headers.append: "Bearer ')
  expect(message).not.toContain(KEY)
  expect(cause).toBeUndefined()
})

test('an error that nobody foresaw is a bug, without the key and without the object that carried it', () => {
  const error = call(idle).failure(Object.assign(new RangeError(`odd ${KEY}`), { headers: { authorization: KEY } }))
  expect(error).toMatchObject({
    kind: 'bug',
    retryable: false,
    message: expect.stringContaining('compatible:m failed in an unexpected way: RangeError: odd '),
  })
  expect(JSON.stringify(error) + error.message).not.toContain(KEY)
})

test('the first failure counts, not what an SDK makes of it', async () => {
  const started = call(() => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })))
  await started.fetch('http://127.0.0.1').catch(() => undefined)
  expect(started.failure(new Error('Connection error.'))).toMatchObject({
    kind: 'config',
    message: 'The address llm.example.com was not found (DNS)',
  })
})

test('redirects are never followed by the transport', async () => {
  const seen: RequestInit[] = []
  const started = call((_, init) => {
    seen.push(init ?? {})
    return Promise.resolve(new Response('', { headers: { 'x-request-id': 'req-5' } }))
  })
  await started.fetch('http://127.0.0.1', { redirect: 'follow' })
  expect(seen[0]?.redirect).toBe('manual')
  expect(started.requestId).toBe('req-5')
})
