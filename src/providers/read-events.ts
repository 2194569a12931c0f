import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import { redactCut } from '../text/redact-cut.ts'
import type { Call } from './call.ts'
import { onlyItem } from './error-body.ts'
import { translateErrorField } from './error-field.ts'
import { brokenAnswer } from './http-error.ts'

/** One server-sent event: its name (empty where it has none) and its data. */
interface ServerEvent {
  event: string
  data: string
}

/** Hands over the server-sent events of a body until `take` has enough, and says whether it had: any line ends, comments left out, UTF-8 split anywhere. */
export async function readEvents(response: Response, call: Call, take: (event: ServerEvent) => boolean): Promise<boolean> {
  let enough = false
  let atEnd = false
  const parser = createParser({
    onEvent: ({ event = '', data }) => {
      // Half an event says only that the body was cut.
      if (enough || (atEnd && data !== '[DONE]' && !data.endsWith('}') && !data.endsWith('}]'))) return
      enough = take({ event, data })
    },
  })
  const translate = translateErrorField()
  await readText(response, call, (text) => {
    parser.feed(translate(text))
    return enough
  })
  // Some servers leave out the blank line after the last event.
  atEnd = true
  if (!enough) parser.feed('\n\n')
  return enough
}

/** Hands over the lines of a body as they arrive, without empty ones, until `take` has enough. */
export async function readLines(response: Response, call: Call, take: (line: string) => boolean): Promise<void> {
  const held: string[] = []
  let enough = false
  const takeLine = (line: string) => {
    if (!enough && line.trim() !== '') enough = take(line)
  }
  await readText(response, call, (text) => {
    const lines = text.split('\n')
    if (lines.length > 1) {
      lines[0] = held.splice(0).join('') + (lines[0] ?? '')
      held.push(lines.pop() ?? '')
      lines.forEach(takeLine)
    } else held.push(text)
    return enough
  })
  takeLine(held.join(''))
}

const BYTE_ORDER_MARK = '\uFEFF'
const FIRST_OF_MANY_BYTES = 0x80

async function readText(response: Response, call: Call, take: (text: string) => boolean): Promise<void> {
  // Made for the first piece that ends inside of a character: most end with a line.
  let decoder: StringDecoder | null = null
  let begun = false
  const takeText = (text: string) => {
    const rest = !begun && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
    begun ||= text !== ''
    return take(rest)
  }
  let enough = false
  await call.feed(response, (piece) => {
    const endsWhole = (piece.at(-1) ?? 0) < FIRST_OF_MANY_BYTES
    if (decoder === null && endsWhole && Buffer.isBuffer(piece)) enough = takeText(piece.toString('utf8'))
    else enough = takeText((decoder ??= new StringDecoder('utf8')).write(piece as Buffer))
    return enough
  })
  const rest = (decoder as StringDecoder | null)?.end() ?? ''
  if (!enough && rest !== '') takeText(rest)
}

/** The JSON object in an event or a line, or the only one in a list; anything else is a broken answer. */
export function parseObject(text: string, call: Call): Record<string, unknown> {
  let value: unknown
  try {
    value = onlyItem(JSON.parse(text))
  } catch {
    value = undefined
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw brokenAnswer(
    call.asked,
    `expected a JSON object in the stream, found ${JSON.stringify(redactCut(text, call.asked.secrets ?? []).slice(0, 80))}`,
    {
      requestId: call.requestId,
    },
  )
}
