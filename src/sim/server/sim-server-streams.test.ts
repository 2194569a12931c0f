import { expect, test } from 'vitest'
import type { ServerSettings } from './server-settings.ts'
import type { RequestStamps, Stamps } from './stamp-book.ts'
import { machineNs } from './stream/machine-clock.ts'
import { served } from './testing/served.ts'

const CHAT = '/v1/chat/completions'
const STREAMED = { stream: true }
const fixed = (ms: number) => ({ kind: 'fixed' as const, ms })
type Chunk = { choices: { delta: Record<string, unknown> }[]; usage?: { completion_tokens: number } | null }

/** The data of the events of a stream, `[DONE]` left out. */
async function chunksOf(stream: ServerSettings['stream']): Promise<Chunk[]> {
  const { post } = await served({ answer: 'Paris, France', stream })
  const text = await (await post(CHAT, 'Capital?', STREAMED)).text()
  const data = text.split(/\r?\n/).flatMap((line) => (line.startsWith('data: {') ? [line.slice(6)] : []))
  return data.map((json) => JSON.parse(json) as Chunk)
}

const sinceArrival = ({ arrivedNs }: RequestStamps, ns: number | null | undefined) => ((ns ?? Number.NaN) - arrivedNs) / 1e6

test('the chunks of a script: the role first, then the text in its tokens, then the end, then usage', async () => {
  const chunks = await chunksOf({ tokensPerChunk: [1, 2] })
  expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
    { role: 'assistant', content: '' },
    { content: 'Pari' },
    { content: 's, Franc' },
    { content: 'e' },
    {},
    undefined,
  ])
  expect(chunks.map(({ usage }) => usage?.completion_tokens ?? null)).toEqual([null, null, null, null, null, 4])
})

test('usage in each chunk grows with its tokens', async () => {
  const chunks = await chunksOf({ tokensPerChunk: 2, usage: 'each', roleChunk: false })
  expect(chunks.map(({ usage }) => usage?.completion_tokens)).toEqual([2, 4, 4, 4])
})

test('usage that is always null, and usage that is not there', async () => {
  expect((await chunksOf({ usage: 'nulls' })).map(({ usage }) => usage)).toEqual(Array.from({ length: 6 }, () => null))
  expect((await chunksOf({ usage: 'none' })).some((chunk) => 'usage' in chunk)).toBe(false)
})

test('CRLF, pings in long waits, and no end mark', async () => {
  const { post } = await served({ answer: 'Paris, France', stream: { lineEnd: 'crlf', pingMs: 3, gaps: [10, 0, 0], endMark: false } })
  const text = await (await post(CHAT, 'Capital?', STREAMED)).text()
  expect(text).not.toMatch(/[^\r]\n/)
  expect(text.match(/: ping\r\n\r\n/g)).toHaveLength(3)
  expect(text).not.toContain('[DONE]')
  expect(await (await post('/v1/messages', 'Capital?', STREAMED)).text()).toContain('event: ping')
})

test('an answer that is not streamed comes when its last chunk would; a prompt may have a script of its own', async () => {
  const answers = [{ match: 'slow', answer: 'one two three', latencyMs: 5, stream: { gaps: [20, 10] } }, { answer: 'fast' }]
  const { server, post } = await served({ answers })
  await (await post(CHAT, 'slow', { stream: false })).json()
  await (await post(CHAT, 'fast', { stream: false })).json()
  const [slow, fast] = server.stamps().requests as [RequestStamps, RequestStamps]
  expect(sinceArrival(slow, slow.chunkNs[0])).toBeGreaterThanOrEqual(5 + 20 + 10 + 20)
  expect(fast).toMatchObject({ chunkTokens: [1], inputTokens: 5, outputTokens: 1, ended: '200' })
})

test('chunks are never early', async () => {
  const { server, post } = await served({ latency: fixed(20), stream: { tokens: 200, gaps: [3, 1] } })
  await (await post(CHAT, 'Talk.', STREAMED)).text()
  const [stamps] = server.stamps().requests as [RequestStamps]
  expect(stamps.chunkNs).toHaveLength(200)
  const late = stamps.chunkNs.map((ns, index) => sinceArrival(stamps, ns) - (20 + 4 * Math.floor(index / 2) + (index % 2) * 3))
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
})

test('stamps are found by trial and by the ids of request and answer, on the clock of this process as well', async () => {
  const { server, post } = await served({ answer: 'Yes.' })
  const before = machineNs()
  const response = await post(CHAT, 'Well?', {}, { 'x-taskbench-trial': 'mine' })
  const { id } = (await response.json()) as { id: string }
  await post(CHAT, 'Another?')
  const found = async (name: string) => (await (await fetch(`${server.address}/stamps?of=${name}`)).json()) as Stamps
  const { requests, clock, forgotten, nowNs } = await found('mine')
  expect({ clock, forgotten, count: requests.length }).toEqual({ clock: 'CLOCK_MONOTONIC', forgotten: 0, count: 1 })
  expect((await found(id)).requests).toEqual(requests)
  expect((await found(response.headers.get('x-request-id') ?? '')).requests).toEqual(requests)
  const [stamps] = requests as [RequestStamps]
  const order = [before, stamps.arrivedNs, stamps.openedNs, stamps.chunkNs[0], stamps.endedNs, nowNs, machineNs()].map(Number)
  expect(order.filter((ns, index) => index > 0 && ns < Number(order[index - 1]) && index !== 2 && index !== 3)).toEqual([])
  expect(Number(response.headers.get('x-taskbench-clock'))).toBe(stamps.openedNs)
  await fetch(`${server.address}/stamps`, { method: 'DELETE' })
  expect(server.stamps().requests).toEqual([])
})

test('one slot serves one after the other, in the order of arrival; who waits too many is sent away', async () => {
  const answers = [
    { match: 'long', answer: 'Later.', latencyMs: 600_000 },
    { answer: 'Soon.', latencyMs: 40 },
  ]
  const { server, post } = await served({ answers, service: { slots: 1, waiting: 2, slowdown: 0 } })
  const controller = new AbortController()
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'long' }] })
  const held = fetch(server.address + CHAT, { method: 'POST', body, signal: controller.signal }).catch(String)
  await expect.poll(() => server.stats().inFlight).toBe(1)
  const inLine: Promise<Response>[] = []
  for (const prompt of ['a', 'b']) {
    inLine.push(post(CHAT, prompt))
    await expect.poll(() => server.stats().inFlight).toBe(inLine.length + 1)
  }
  const refused = await post(CHAT, 'c')
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ error: { message: 'more than 2 requests wait', code: 'overloaded' } })
  controller.abort()
  await held
  expect((await Promise.all(inLine)).map(({ status }) => status)).toEqual([200, 200])
  const ended = (how: string) => server.stamps().requests.filter((each) => each.ended === how)
  const [[first], [second, third]] = [ended('aborted'), ended('200')] as [[RequestStamps], [RequestStamps, RequestStamps]]
  expect(sinceArrival(first, first.startedNs)).toBe(0)
  expect(Number(second.startedNs)).toBeGreaterThanOrEqual(Number(first.endedNs))
  expect(Number(third.startedNs)).toBeGreaterThanOrEqual(Number(second.endedNs))
  expect(sinceArrival(third, third.chunkNs[0])).toBeGreaterThanOrEqual(79)
})

test('who leaves gives up its slot, or its place among those who wait', async () => {
  const answers = [{ match: 'long', answer: 'Later.', latencyMs: 600_000 }, { answer: 'Now.' }]
  const { server, post } = await served({ answers, service: { slots: 1, waiting: null, slowdown: 0 } })
  const leaving = async (prompt: string) => {
    const { requests } = server.stats()
    const controller = new AbortController()
    const body = JSON.stringify({ messages: [{ role: 'user', content: prompt }] })
    const gone = fetch(server.address + CHAT, { method: 'POST', body, signal: controller.signal }).catch(String)
    await expect.poll(() => server.stats().requests).toBe(requests + 1)
    return async () => {
      controller.abort()
      await gone
    }
  }
  const leaveService = await leaving('long')
  const leaveQueue = await leaving('short')
  const last = post(CHAT, 'short')
  await expect.poll(() => server.stats().inFlight).toBe(3)
  await leaveQueue()
  await expect.poll(() => server.stats().ended).toEqual({ aborted: 1 })
  await leaveService()
  expect((await last).status).toBe(200)
  expect(server.stats().ended).toEqual({ 200: 1, aborted: 2 })
})

test('requests in service slow each other down', async () => {
  const service = { slots: null, waiting: null, slowdown: 1 }
  const answers = [
    { match: 'long', answer: 'Later.', latencyMs: 600_000 },
    { answer: 'Soon.', latencyMs: 20 },
  ]
  const { server, post } = await served({ answers, service })
  await (await post(CHAT, 'alone', STREAMED)).text()
  const held = ['long', 'long'].map((prompt) => post(CHAT, prompt).catch(String))
  await expect.poll(() => server.stats().inFlight).toBe(2)
  await (await post(CHAT, 'among three', STREAMED)).text()
  const [alone, among] = server.stamps().requests.filter(({ ended }) => ended === '200') as [RequestStamps, RequestStamps]
  expect(sinceArrival(among, among.chunkNs[0])).toBeGreaterThanOrEqual(60)
  expect(sinceArrival(alone, alone.chunkNs[0])).toBeGreaterThanOrEqual(20)
  await server.close()
  await Promise.all(held)
})
