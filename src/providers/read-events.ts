import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import type { Call } from './call.ts'
import { brokenAnswer } from './http-error.ts'

/** One server-sent event: its name (empty where it has none) and its data. */
interface ServerEvent {
  event: string
  data: string
}

/** The server-sent events of a body, those of one arrival together: any line ends, comments left out, UTF-8 split anywhere. */
export async function* readEvents(response: Response, call: Call): AsyncGenerator<readonly ServerEvent[]> {
  let pending: ServerEvent[] = []
  const parser = createParser({ onEvent: ({ event = '', data }) => pending.push({ event, data }) })
  for await (const text of readText(response, call)) {
    parser.feed(text)
    if (pending.length === 0) continue
    yield pending
    pending = []
  }
  // Some servers leave out the blank line after the last event; half an event says only that the body was cut.
  parser.feed('\n\n')
  yield pending.filter(({ data }) => data === '[DONE]' || data.endsWith('}'))
}

/** The lines of a body, as they arrive, without empty ones. */
export async function* readLines(response: Response, call: Call): AsyncGenerator<string> {
  const held: string[] = []
  for await (const text of readText(response, call)) {
    const lines = text.split('\n')
    if (lines.length === 1) {
      held.push(text)
      continue
    }
    lines[0] = held.splice(0).join('') + (lines[0] ?? '')
    held.push(lines.pop() ?? '')
    for (const line of lines) if (line.trim() !== '') yield line
  }
  const last = held.join('')
  if (last.trim() !== '') yield last
}

const BYTE_ORDER_MARK = '\uFEFF'

async function* readText(response: Response, call: Call): AsyncGenerator<string> {
  // A TextDecoder takes longer to be made than an answer to be decoded.
  const decoder = new StringDecoder('utf8')
  let begun = false
  for await (const piece of call.read(response)) {
    const text = decoder.write(piece as Buffer)
    yield !begun && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    begun ||= text !== ''
  }
  yield decoder.end()
}

/** The JSON object in an event or a line; anything else is a broken answer. */
export function parseObject(text: string, call: Call): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw brokenAnswer(call.asked, `expected a JSON object in the stream, found ${JSON.stringify(text.slice(0, 80))}`, {
    requestId: call.requestId,
  })
}
