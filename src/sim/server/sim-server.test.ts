import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { serverFaultsSchema, serverSettingsSchema } from './server-settings.ts'
import { startSimServer } from './start-sim-server.ts'
import { served } from './testing/served.ts'

const CHAT = '/v1/chat/completions'

test('whole answers in every protocol where the client does not stream', async () => {
  const { post } = await served({ answer: 'Paris' })
  const whole = async (path: string) => (await post(path, 'Capital of France?', { stream: false })).json()
  expect(await whole(CHAT)).toMatchObject({
    choices: [{ message: { content: 'Paris' }, finish_reason: 'stop' }],
    usage: { completion_tokens: 2 },
  })
  expect(await whole('/api/v1/chat/completions')).toMatchObject({ choices: [{ message: { content: 'Paris' } }], usage: { cost: 0.000019 } })
  expect(await whole('/v1/messages')).toMatchObject({ content: [{ type: 'text', text: 'Paris' }], stop_reason: 'end_turn' })
  expect(await whole('/api/chat')).toMatchObject({ message: { content: 'Paris' }, done: true, eval_count: 2 })
})

test('answers by prompt: word for word, then contained, then to all, and the echo last', async () => {
  const answers = [{ match: 'France', answer: 'contains' }, { match: 'Capital of France?', answer: 'exact' }, { answer: { to: 'all' } }]
  const { post } = await served({ answers })
  const said = async (prompt: string) => {
    const body = (await (await post(CHAT, prompt)).json()) as { choices: { message: { content: string } }[] }
    return body.choices[0]?.message.content
  }
  expect(await said('Capital of France?')).toBe('exact')
  expect(await said('In France?')).toBe('contains')
  expect(JSON.parse((await said('Else?')) ?? '')).toEqual({ to: 'all' })
  const echoing = await served({ echo: true })
  expect(await (await echoing.post('/api/chat', 'Hello, echo', { stream: false })).json()).toMatchObject({
    message: { content: 'Hello, echo' },
  })
})

test('an answer may have a latency of its own', async () => {
  const { post } = await served({ latency: { kind: 'fixed', ms: 60_000 }, answers: [{ match: 'now', answer: 'Here.', latencyMs: 0 }] })
  expect(await (await post(CHAT, 'Answer now')).json()).toMatchObject({ choices: [{ message: { content: 'Here.' } }] })
})

test('a request for JSON gets JSON', async () => {
  const { post } = await served()
  const format = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } } }
  const body = (await (await post(CHAT, 'Name it.', format)).json()) as { choices: { message: { content: string } }[] }
  expect(JSON.parse(body.choices[0]?.message.content ?? '')).toMatchObject({ simulated: true })
})

test('counts per trial, by body or by header, prove what was asked how often', async () => {
  const { server, post } = await served({}, ({ key, nth }) => (key === 'second' && nth === 1 ? 'serverError' : null))
  await post(CHAT, 'one')
  await post(CHAT, 'one')
  await post(CHAT, 'two', {}, { 'x-taskbench-trial': 'second' })
  await post(CHAT, 'two again', {}, { 'x-taskbench-trial': 'second' })
  const stats = (await (await fetch(`${server.address}/stats`)).json()) as ReturnType<typeof server.stats>
  expect(stats).toMatchObject({ requests: 4, ended: { 200: 3, 500: 1 }, trials: { count: 2, mostRequests: 2, mostAnswered: 2 } })
  expect(stats.spanMs).toBeGreaterThan(0)
  expect(Object.values(stats.byTrial)).toEqual([
    { requests: 2, answered: 2, failed: 0 },
    { requests: 2, answered: 1, failed: 1 },
  ])
  await fetch(`${server.address}/stats`, { method: 'DELETE' })
  expect(server.stats()).toMatchObject({ requests: 0, ended: {}, byTrial: {} })
})

test('more requests than its window allows get 429 with the time left, and every answer says what remains', async () => {
  const { post } = await served({ limit: { requests: 2, windowMs: 60_000 } })
  const [first, second, third] = [await post(CHAT, 'a'), await post(CHAT, 'b'), await post('/v1/messages', 'c')]
  expect([first, second, third].map(({ status }) => status)).toEqual([200, 200, 429])
  expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('1')
  expect(third.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0')
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(50)
  expect(await third.json()).toMatchObject({
    type: 'error',
    error: { type: 'rate_limit_error', message: 'more than 2 requests in the window' },
  })
})

test('a window that is over allows as many again', async () => {
  const { post } = await served({ limit: { requests: 1, windowMs: 1 } })
  expect((await post(CHAT, 'a')).status).toBe(200)
  await expect.poll(async () => (await post(CHAT, 'b')).status).toBe(200)
})

test('more requests at once than allowed get 429; the peak is known', async () => {
  const answers = [{ match: 'long', answer: 'Later.', latencyMs: 600_000 }, { answer: 'Now.' }]
  const { server, post } = await served({ mostInFlight: 2, answers })
  const held = post(CHAT, 'long').catch(String)
  await expect.poll(() => server.stats().inFlight).toBe(1)
  expect((await post(CHAT, 'a')).status).toBe(200)
  const alsoHeld = post(CHAT, 'long').catch(String)
  await expect.poll(() => server.stats().inFlight).toBe(2)
  expect((await post(CHAT, 'b')).status).toBe(429)
  expect(server.stats().inFlightPeak).toBe(3)
  await server.close()
  await Promise.all([held, alsoHeld])
})

test('more connections at once than allowed are closed', async () => {
  const { server } = await served({ mostConnections: 1 })
  const { port } = new URL(server.address)
  const first = connect(Number(port), '127.0.0.1')
  await new Promise((resolve) => first.once('connect', resolve))
  const second = connect(Number(port), '127.0.0.1')
  second.on('error', () => undefined)
  await new Promise((resolve) => second.once('close', resolve))
  expect(first.destroyed).toBe(false)
  first.destroy()
})

test('a client that leaves is counted as aborted, and its answer is not kept waiting', async () => {
  const { server } = await served({ latency: { kind: 'fixed', ms: 60_000 } })
  const client = new AbortController()
  const body = '{"messages":[{"role":"user","content":"a"}]}'
  const left = fetch(server.address + CHAT, { method: 'POST', body, signal: client.signal }).catch(String)
  await expect.poll(() => server.stats().inFlight).toBe(1)
  client.abort()
  expect(await left).toContain('aborted')
  await expect.poll(() => server.stats()).toMatchObject({ inFlight: 0, ended: { aborted: 1 } })
})

test.each([
  ['no JSON', '{"messages":'],
  ['no messages', '{"model":"m"}'],
  ['an empty list', '{"messages":[]}'],
])('a request with %s gets 400 in the words of its protocol', async (_, body) => {
  const { server } = await served()
  const response = await fetch(`${server.address}/v1/messages`, { method: 'POST', body })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: { type: 'invalid_request_error', message: 'the request is no JSON with `messages`' },
  })
})

test('another path gets 404 with those that there are', async () => {
  const { server } = await served()
  const response = await fetch(`${server.address}/v1/embeddings`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('there is nothing at POST /v1/embeddings; questions are answered at POST /v1/chat/completions, ')
  expect((await fetch(`${server.address}/api/v1/generation?id=gen-none`)).status).toBe(404)
})

test('a Host that is not loopback is refused: a web page cannot reach the server by another name', async () => {
  const { server } = await served()
  const status = await new Promise((resolve) => {
    const sent = httpRequest(`${server.address}/stats`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.end()
  })
  expect(status).toBe(403)
})

test('a port that is taken is said', async () => {
  const { server } = await served()
  const port = Number(new URL(server.address).port)
  await expect(startSimServer({ settings: serverSettingsSchema.parse({}), port })).rejects.toThrow(
    `port ${port} cannot be used: it is taken`,
  )
})

test('faults come in whole answers as well', async () => {
  const { post } = await served({ answer: 'Paris', faults: serverFaultsSchema.parse({ truncate: 1 }) })
  const text = await (await post(CHAT, 'Capital of France?', { stream: false })).text()
  expect(text.length).toBeGreaterThan(10)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})
