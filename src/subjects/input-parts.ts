import type { Chunking } from '../schema/chunking.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { JsonObject } from '../schema/json.ts'
import { inputAt } from '../tasks/render-messages.ts'
import { chunkStarts } from '../text/chunk-starts.ts'
import { chunksOf } from '../text/chunks-of.ts'
import type { Chunk } from '../text/chunks-of.ts'

/** A part of a long input: what is rendered in place of the whole. */
export interface InputPart {
  chunk: Chunk
  /** The case's input with the chunk in place of the text, and what placeholders say of the chunk. */
  input: JsonObject
  /** What `offsets.add` counts, before the chunk; 0 without offsets. */
  start: number
}

/** The parts of a case's input; one where it fits into one chunk. Throws EvalError config for an input that is no text or makes too many chunks. */
export function inputParts(input: JsonObject, chunking: Chunking): InputPart[] {
  const text = inputAt(input, chunking.input)
  if (typeof text !== 'string') throw new EvalError('config', `the input ${chunking.input} is no text: only texts are cut into chunks`)
  const chunks = chunksOf(text, chunking)
  const lines = chunkStarts(text, chunks, 'lines')
  const { offsets } = chunking
  const starts = offsets === null ? [] : offsets.add === 'lines' ? lines : chunkStarts(text, chunks, offsets.add)
  return chunks.map((chunk, index) => {
    const said = { 'chunk.index': index + 1, 'chunk.count': chunks.length, 'chunk.line': (lines[index] ?? 0) + 1 }
    return { chunk, input: { ...input, ...said, [chunking.input]: chunk.text }, start: starts[index] ?? 0 }
  })
}
