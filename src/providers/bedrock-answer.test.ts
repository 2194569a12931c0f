import { afterAll, beforeAll, expect, test } from 'vitest'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { whole } from './testing/loopback-server.ts'
import { vendorNamed } from './testing/recorded-events.ts'

const bedrock = vendorNamed('bedrock')
const stream = { 'content-type': bedrock.contentType }
const HALF_FRAME = Buffer.from([0, 0, 0, 90, 0, 0, 0, 40, 1, 2, 3])

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

test.each([
  ['half a frame', HALF_FRAME, bedrock.contentType],
  ['no event stream', 'data: {"choices":[]}\n\ndata: [DONE]\n\n', 'text/event-stream'],
  ['JSON', '{"output":{}}', 'application/json'],
])('%s is a broken answer, in words for its reader', async (_, body, type) => {
  const error = await bench.fail(bedrock, whole(body, { headers: { 'content-type': type } }))
  expect(error).toMatchObject({ kind: 'invalid-response', retryable: true, begun: true })
  expect(error.message).toMatch(/^bedrock sent a broken answer for .*: its event stream could not be read \(.+\)$/)
  expect(error.message).not.toContain('$response')
})

test('a connection that breaks inside the first frame, and a page: the words are our own', async () => {
  const reset = await bench.fail(bedrock, (response) => {
    response.writeHead(200, stream).write(HALF_FRAME, () => response.socket?.resetAndDestroy())
  })
  expect(reset).toMatchObject({ kind: 'transient', message: expect.stringMatching(/^The connection to .* failed \(\w+\)$/) as string })
  const page = await bench.fail(bedrock, whole('<html>', { headers: { 'content-type': 'application/json' } }))
  expect(page).toMatchObject({ kind: 'config', message: expect.stringMatching(/answered with an HTML page instead of JSON$/) as string })
})
