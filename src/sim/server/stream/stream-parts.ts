import type { Random } from '../../../random/seeded-random.ts'
import { drawLatencyMs } from '../../draw-latency.ts'
import { CHARACTERS_PER_TOKEN, estimateTokens } from '../../estimate-tokens.ts'
import type { ServedAnswer, ServedTimes, ServerProtocol, StreamPiece, StreamWriter } from '../server-protocol.ts'
import type { StreamScript } from './stream-script.ts'

/** Bytes that are sent together. */
export interface StreamPart {
  /** From when the part before was due (the first: from the start). */
  gapMs: number
  wire: string | Uint8Array
  /** Tokens of the content that these bytes complete; `null`: they complete none. */
  tokens: number | null
  /** Must not be joined to the part before. */
  apart: boolean
}

export interface StreamPlan {
  answer: ServedAnswer
  script: StreamScript
  protocol: ServerProtocol
  /** From the start to the first token. */
  firstMs: number
  random: Random
  /** As measured until the end is written. */
  times(): ServedTimes
}

/** The parts of an answer's stream, in order, each made when it is asked for; gives `true` where it is whole, `false` where the script breaks it. */
export function* streamParts(plan: StreamPlan): Generator<StreamPart, boolean> {
  const { answer, script, protocol, firstMs } = plan
  const writer = protocol.writer(answer, script)
  const { fault } = script
  const openMs = Math.min(script.openMs ?? firstMs, firstMs)
  yield* sent(plan, openMs, writer.open(), null)
  const gapMs = gapsOf(plan)
  let tokens = 0
  let waitMs = firstMs - openMs
  for (const { piece, size } of piecesOf(plan)) {
    if (fault && tokens >= fault.afterTokens) return false
    tokens += size
    yield* sentAfter(plan, waitMs, writer.piece(piece, tokens), size)
    waitMs = gapMs()
  }
  if (fault) return false
  yield* sentAfter(plan, script.drainMs, lazily(writer, plan), null)
  return true
}

function lazily(writer: StreamWriter, { times }: StreamPlan): string {
  return writer.end(times())
}

/** The same with signs of life in a long wait. */
function* sentAfter(plan: StreamPlan, waitMs: number, wire: string, tokens: number | null): Generator<StreamPart, void> {
  const { script, protocol } = plan
  let leftMs = waitMs
  for (; script.pingMs !== null && protocol.ping !== '' && leftMs > script.pingMs; leftMs -= script.pingMs)
    yield* sent(plan, script.pingMs, protocol.ping, null)
  yield* sent(plan, leftMs, wire, tokens)
}

function* sent({ script }: StreamPlan, gapMs: number, text: string, tokens: number | null): Generator<StreamPart, void> {
  const { split, lineEnd } = script
  // Line breaks of the content are escaped: all that are left end lines.
  const wire = lineEnd === 'crlf' ? text.replaceAll('\n', '\r\n') : text
  if (split === null) return yield { gapMs, wire, tokens, apart: false }
  const bytes = Buffer.from(wire)
  if (bytes.length === 0) yield { gapMs, wire: bytes, tokens, apart: false }
  for (let at = 0; at < bytes.length; at += split.bytes) {
    const isLast = at + split.bytes >= bytes.length
    const piece = bytes.subarray(at, at + split.bytes)
    yield { gapMs: at === 0 ? gapMs : split.everyMs, wire: piece, tokens: isLast ? tokens : null, apart: true }
  }
}

/** Milliseconds from one chunk to the next, one after the other. */
function gapsOf({ script: { gaps }, random }: StreamPlan): () => number {
  if (typeof gaps === 'number') return () => gaps
  if (!Array.isArray(gaps)) return () => drawLatencyMs(gaps, random)
  let next = 0
  return () => gaps[next++ % gaps.length] as number
}

/** What an answer says, cut into chunks of so many tokens. */
function* piecesOf({ answer, script, protocol }: StreamPlan): Generator<{ piece: StreamPiece; size: number }, void> {
  const sizes = [script.tokensPerChunk].flat()
  let next = 0
  for (const whole of wholesOf(answer)) {
    const { text } = whole
    const isCut = whole.kind !== 'tool' || protocol.splitsArguments
    for (let at = 0; at < text.length;) {
      const length = isCut ? (sizes[next++ % sizes.length] as number) * CHARACTERS_PER_TOKEN : text.length
      const piece = text.slice(at, at + length)
      at += length
      yield { piece: { ...whole, text: piece }, size: estimateTokens(piece) }
    }
  }
}

function wholesOf({ reasoning, text, refusal, toolCalls }: ServedAnswer): StreamPiece[] {
  const calls = toolCalls.map(({ arguments: given }, index): StreamPiece => {
    return { kind: 'tool', index, text: typeof given === 'string' ? given : JSON.stringify(given) }
  })
  return [{ kind: 'reasoning', text: reasoning }, { kind: 'text', text }, { kind: 'refusal', text: refusal }, ...calls]
}
