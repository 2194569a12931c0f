import { crc32 } from 'node:zlib'

/** One event of a fixture: its type (`!` before it marks an exception) and its payload, as JSON or as raw text. */
type FrameEvent = [type: string, payload: unknown]

/** A fixture of lines `[type, payload]` as the binary event stream of AWS. */
export function eventStreamFrames(lines: string): Buffer {
  const events = lines.split('\n').filter((line) => line !== '')
  return Buffer.concat(events.map((line) => frame(JSON.parse(line) as FrameEvent)))
}

/** One frame: lengths, their checksum, headers, payload, checksum of all. Source: AWS, “Event stream encoding”. */
function frame([type, payload]: FrameEvent): Buffer {
  const exception = type.startsWith('!')
  const headers = Buffer.concat([
    header(exception ? ':exception-type' : ':event-type', type.replace('!', '')),
    header(':content-type', 'application/json'),
    header(':message-type', exception ? 'exception' : 'event'),
  ])
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
  const prelude = Buffer.alloc(8)
  prelude.writeUInt32BE(16 + headers.length + body.length, 0)
  prelude.writeUInt32BE(headers.length, 4)
  const checked = Buffer.concat([prelude, checksum(prelude), headers, body])
  return Buffer.concat([checked, checksum(checked)])
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(value))
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), length, Buffer.from(value)])
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(bytes))
  return sum
}
