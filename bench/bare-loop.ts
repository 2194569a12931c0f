import { Agent, fetch, request } from 'undici'

/**
 * What the engine is measured against: undici and nothing else, with so many requests in flight, each body read to its end. By its `fetch`, or by its
 * `request`, which takes less than half the CPU.
 * `node bench/bare-loop.ts BASE_URL CALLS IN_FLIGHT request|fetch`
 */
const [baseUrl, calls, inFlight] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const dispatcher = new Agent({ connections: inFlight, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
const ask =
  process.argv[5] === 'fetch'
    ? async (...asked: Parameters<typeof fetch>) => (await fetch(...asked)).text()
    : async (...asked: Parameters<typeof request>) => (await request(...asked)).body.text()
let started = 0

async function work(): Promise<void> {
  while (started < calls) {
    const content = `Answer the question: What is ${started} and ${started++}?`
    const body = JSON.stringify({
      model: 'm',
      messages: [{ role: 'user', content }],
      stream: true,
      stream_options: { include_usage: true },
    })
    const options = { method: 'POST', dispatcher, headers, body } as const
    const text = await ask(`${baseUrl}/chat/completions`, options)
    if (!text.endsWith('data: [DONE]\n\n')) throw new Error(`the answer is not whole: ${text.slice(0, 200)}`)
  }
}

await Promise.all(Array.from({ length: inFlight }, work))
await dispatcher.close()
