import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { whole } from './testing/loopback-server.ts'
import { KEY, onTheWire, vendors } from './testing/vendors.ts'

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

/** Is any piece of the key there that is longer than what vendors themselves show of one? */
const showsKey = (text: string): boolean =>
  Array.from({ length: KEY.length - 8 }, (_, at) => KEY.slice(at, at + 9)).some((piece) => text.includes(piece))

describe.each(vendors)('a server of $name that repeats the key', (vendor) => {
  const json = { 'content-type': 'application/json' }
  const refused = (body: string, headers: Record<string, string> = json) => bench.fail(vendor, whole(body, { status: 401, headers }))

  // Wherever the text is cut: the message keeps its beginning and its end.
  test.each([225, 230, 235, 240, 245, 250, 255])('in a long message, after %i characters', async (before) => {
    const error = await refused(JSON.stringify({ error: { message: `${'x'.repeat(before)} ${KEY} is bad ${'y'.repeat(300)}` } }))
    expect(showsKey(error.message)).toBe(false)
  })

  test.each([25, 35, 45, 60, 65, 70])('in the title of a page, after %i characters', async (before) => {
    const page = `<html><title>${'x'.repeat(before)}${KEY}${'y'.repeat(40)}</title>`
    const error = await refused(page, { 'content-type': 'text/html' })
    expect(showsKey(error.message)).toBe(false)
  })

  test('at the end of what is read of a body without end', async () => {
    const error = await bench.fail(vendor, (response) => {
      response.writeHead(401, json)
      response.write('x'.repeat(70_000) + KEY.slice(0, -1))
    })
    expect(error.kind).toBe('auth')
    expect(showsKey(error.message)).toBe(false)
  })

  test('in an answer: its text and its names have no key', async () => {
    const text = onTheWire(vendor, vendor.piece(`your headers: Bearer ${KEY.slice(0, 5)}`) + vendor.piece(KEY.slice(5)) + vendor.ending)
    const completion = await bench.ask(vendor, whole(text, { headers: { 'content-type': vendor.contentType, 'x-request-id': `r-${KEY}` } }))
    expect(completion.text).toBe('your headers: Bearer [redacted]')
    expect(JSON.stringify(completion)).not.toContain(KEY)
  })
})

describe.each(vendors.filter(({ sse }) => sse))('a stream of $name that repeats the key', (vendor) => {
  const broken = (body: string) => bench.fail(vendor, whole(body, { headers: { 'content-type': vendor.contentType } }))

  test.each([55, 60, 65, 70, 75])('in an event that is no JSON, after %i characters', async (before) => {
    const error = await broken(`event: message_start\ndata: ${'x'.repeat(before)}${KEY}zzz\n\n`)
    expect(error.message).toContain('expected a JSON object in the stream, found "xxx')
    expect(showsKey(error.message)).toBe(false)
  })

  test.each([230, 235, 240, 245, 250, 255])('in an error, after %i characters', async (before) => {
    const error = { message: `${'x'.repeat(before)} ${KEY} is bad ${'y'.repeat(300)}` }
    const { message } = await broken(`event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`)
    expect(message).toContain('broke off the answer')
    expect(showsKey(message)).toBe(false)
  })
})

test('arguments of tools that repeat the key have none', async () => {
  const [vendor] = vendors
  const call = {
    index: 0,
    id: `call-${KEY}`,
    function: { name: 'post', arguments: JSON.stringify({ [KEY]: [{ auth: `Bearer ${KEY}` }] }) },
  }
  const body = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: 'tool_calls' }] })}\n\ndata: [DONE]\n\n`
  const { toolCalls } = await bench.ask(vendor!, whole(body, { headers: { 'content-type': 'text/event-stream' } }))
  expect(toolCalls).toEqual([{ id: 'call-[redacted]', name: 'post', arguments: { '[redacted]': [{ auth: 'Bearer [redacted]' }] } }])
})
