import type { ServerResponse } from 'node:http'
import type { FaultKind } from './fault-plan.ts'
import type { ServedAnswer, ServerProtocol } from './server-protocol.ts'

/** UTF-16 units that one token has. */
const CHARACTERS_PER_TOKEN = 4
/** Pieces that would follow each other faster are sent together. */
const LEAST_GAP_MS = 5

export interface Sending {
  response: ServerResponse
  protocol: ServerProtocol
  answer: ServedAnswer
  stream: boolean
  /** `null`: the text is sent at once. */
  tokensPerSecond: number | null
  /** Name, value, name, value. */
  headers: string[]
}

/** Sends an answer whole. */
export function sendAnswer({ response, protocol, answer, stream, tokensPerSecond, headers }: Sending): void {
  const { text } = answer
  if (tokensPerSecond !== null) return sendPaced({ response, protocol, answer, stream, tokensPerSecond, headers })
  if (!stream) return sendJson(response, 200, protocol.whole(answer), headers)
  response.writeHead(200, ['content-type', protocol.streamType, ...headers])
  response.end(protocol.open(answer) + (text === '' ? '' : protocol.piece(answer, text)) + protocol.close(answer))
}

/** Sends JSON with its length. */
export function sendJson(response: ServerResponse, status: number, body: string, headers: string[] = []): void {
  response.writeHead(status, ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(body)), ...headers])
  response.end(body)
}

/** Sends the first half of an answer, and then what the fault wants. Before the headers there are other faults. */
export function sendBroken(sending: Sending, fault: FaultKind): void {
  const { response, protocol, answer, stream, headers } = sending
  const half = answer.text.slice(0, Math.ceil(answer.text.length / 2))
  const whole = stream ? '' : protocol.whole(answer)
  const begun = stream ? protocol.open(answer) + protocol.piece(answer, half) : whole.slice(0, whole.length / 2)
  response.writeHead(200, ['content-type', stream ? protocol.streamType : 'application/json', ...headers])
  const errorBody = stream ? begun + protocol.errorEvent(BROKEN) : protocol.error(BROKEN, 'server-error')
  const endings: Partial<Record<FaultKind, () => void>> = {
    resetInside: () => response.write(begun, () => response.socket?.resetAndDestroy()),
    stallInside: () => response.write(begun),
    truncate: () => response.end(begun),
    garbage: () => response.end(stream ? begun + protocol.garbage : begun),
    errorEvent: () => response.end(errorBody),
  }
  endings[fault]?.()
}

const BROKEN = 'the simulated server had an error while processing your request'

/** Sends the text in the pace of its tokens; several at a time where they come faster than timers do. */
function sendPaced({ response, protocol, answer, stream, tokensPerSecond, headers }: Sending & { tokensPerSecond: number }): void {
  const { text } = answer
  const start = performance.now()
  const gapMs = Math.max(LEAST_GAP_MS, 1_000 / tokensPerSecond)
  let sent = 0
  if (stream) response.writeHead(200, ['content-type', protocol.streamType, ...headers]).write(protocol.open(answer))
  const tick = () => {
    if (response.destroyed) return
    const due = Math.floor(((performance.now() - start) * tokensPerSecond) / 1_000) * CHARACTERS_PER_TOKEN
    const piece = text.slice(sent, due)
    sent += piece.length
    if (stream && piece !== '') response.write(protocol.piece(answer, piece))
    if (sent < text.length) setTimeout(tick, gapMs)
    else if (stream) response.end(protocol.close(answer))
    else sendJson(response, 200, protocol.whole(answer), headers)
  }
  setTimeout(tick, gapMs)
}
