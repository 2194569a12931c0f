import { afterAll, beforeAll, expect, test } from 'vitest'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { whole } from './testing/loopback-server.ts'
import { vendorNamed } from './testing/recorded-events.ts'

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`
const delta = (content: unknown) => event({ id: 'g', choices: [{ index: 0, delta: { content } }] })
const FINISH = event({ id: 'g', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
const used = (usage: object) => event({ id: 'g', choices: [], usage: { prompt_tokens: 10, completion_tokens: 2, ...usage } })

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

const ask = (name: string, body: string, type = 'text/event-stream') =>
  bench.ask(vendorNamed(name), whole(body, { headers: { 'content-type': type } }))
const streamed = (name: string, ...events: string[]) => ask(name, `${events.join('')}data: [DONE]\n\n`)

test('content as a list of parts: texts are the answer, thinking is reasoning', async () => {
  const completion = await streamed(
    'compatible',
    delta([{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me ' }] }]),
    delta([{ type: 'thinking', thinking: 'think.' }]),
    delta([{ type: 'text', text: 'hel' }, { type: 'image_url' }, { type: 'text', text: 'lo' }]),
    delta([]),
    delta(7),
    FINISH,
  )
  expect(completion).toMatchObject({ text: 'hello', parts: [{ type: 'reasoning', text: 'Let me think.' }] })
})

test('the same in an answer that is not streamed', async () => {
  const message = {
    content: [
      { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
      { type: 'text', text: 'hello' },
    ],
  }
  const completion = await ask('compatible', JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }), 'application/json')
  expect(completion).toMatchObject({ text: 'hello', parts: [{ type: 'reasoning', text: 'hm' }], finishReason: 'stop' })
})

test('usage that comes twice: what the second leaves out stays', async () => {
  expect((await streamed('openrouter', delta('hello'), FINISH, used({ cost: 0.00012 }), used({}))).inlineCostNanoUsd).toBe(120_000)
  const empty = event({ id: 'g', choices: [], usage: {} })
  expect((await streamed('openrouter', delta('hello'), FINISH, used({ cost: 0.00012 }), empty)).usage).toMatchObject({ inputTokens: 10 })
  expect((await streamed('openrouter', delta('hello'), FINISH, used({ cost: 0.1 }), used({ cost: 0.2 }))).inlineCostNanoUsd).toBe(2e8)
})

test('a call with a key of one’s own at the vendor behind OpenRouter costs what both bill', async () => {
  const byok = (details: object) =>
    streamed('openrouter', delta('hello'), FINISH, used({ cost: 0.00001, is_byok: true, cost_details: details }))
  expect((await byok({ upstream_inference_cost: 0.00042 })).inlineCostNanoUsd).toBe(430_000)
  expect((await byok({ upstream_inference_cost: null })).inlineCostNanoUsd).toBeNull()
})

test.each([null, '', false, 0, {}, []])('an error that is %j is none', async (error) => {
  const answered = event({ id: 'g', error, choices: [{ index: 0, delta: { content: 'hello' } }] })
  expect(await streamed('compatible', answered, FINISH)).toMatchObject({ text: 'hello' })
})

test('an empty error of Ollama is none either', async () => {
  const line = { model: 'q', message: { role: 'assistant', content: 'hello' }, error: '', done: true, done_reason: 'stop' }
  expect(await ask('ollama', `${JSON.stringify(line)}\n`, 'application/x-ndjson')).toMatchObject({ text: 'hello' })
})
