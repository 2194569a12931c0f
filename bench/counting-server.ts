import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../src/random/seeded-random.ts'

/** A server on loopback that says the same to the same question, and counts how often it was asked. */
export interface CountingServer {
  baseUrl: string
  /** Requests by question, since they were last cleared. */
  asked: Map<string, number>
  close(): Promise<void>
}

const LONGEST_MS = 60

/** Speaks OpenAI's chat protocol. `answer` gives the text; each answer takes up to 60 ms, seeded by its question. */
export async function countingServer(answer: (question: string) => string): Promise<CountingServer> {
  const asked = new Map<string, number>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return // the client was killed
    }
    const { messages, model } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { messages: { content: string }[]; model: string }
    const question = messages.at(-1)?.content ?? ''
    asked.set(question, (asked.get(question) ?? 0) + 1)
    await sleep(seededRandom(question).next() * LONGEST_MS)
    const chunk = (fields: object) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model, ...fields })}\n\n`
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(
      chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: answer(question) }, finish_reason: 'stop' }], usage: null }),
    )
    response.write(chunk({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }))
    response.end('data: [DONE]\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
