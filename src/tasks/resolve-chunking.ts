import { answerFormat } from '../answers/answer-formats.ts'
import type { Chunking, ChunkingInput, ChunkMerge } from '../schema/chunking.ts'
import type { Message } from '../schema/model-request.ts'
import { nearest } from '../text/nearest.ts'
import { DEFAULT_MERGE_PROMPT } from './default-merge-prompt.ts'
import { placeholdersOf } from './render-messages.ts'

/** What stands in a file: the task's, or its use case's. */
export interface WrittenChunking {
  value: ChunkingInput
  /** Says a fault at a key of it, or at itself. */
  say(key: keyof ChunkingInput | null, message: string, hint?: string): void
}

type Key = keyof ChunkingInput

/** Placeholders that say which chunk of how many a part is. */
export const CHUNK_PLACEHOLDERS: readonly string[] = ['chunk.index', 'chunk.count', 'chunk.line']
/** Placeholders of the merge prompt alone. */
export const MERGE_PLACEHOLDERS: readonly string[] = ['parts', 'instructions']

/**
 * How a task's long input is cut, from the task and its use case: what the task leaves out is the use case's; `by`, `size` and `overlap` belong
 * together, and are those of the task where it names a size. `null`: it is not cut, or the faults say why it cannot be.
 */
export function resolveChunking(
  written: { task: WrittenChunking | 'none' | null; useCase: WrittenChunking | null },
  { messages, format }: { messages: readonly Message[]; format: string },
): Chunking | null {
  const { task, useCase } = written
  if (task === 'none') return null
  const sources = [task, useCase].filter((source) => source !== null)
  const [nearestSource] = sources
  if (!nearestSource) return null
  const from = (key: Key) => sources.find(({ value }) => value[key] !== undefined) ?? nearestSource
  const measure = resolveMeasure(sources, nearestSource)
  const merge = resolveMerge(from('merge'), format)
  const input = resolveInput(from('input'), messages)
  const mergePrompt = merge === null ? null : resolveMergePrompt(from('mergePrompt'), merge, input, from('merge'))
  const offsets = resolveOffsets(from('offsets'), format, task)
  if (measure === null || merge === null || input === null) return null
  return { input, ...measure, merge, mergePrompt, offsets }
}

function resolveMeasure(sources: readonly WrittenChunking[], otherwise: WrittenChunking): Pick<Chunking, 'by' | 'size' | 'overlap'> | null {
  for (const { value, say } of sources) {
    if (value.size !== undefined) continue
    for (const key of ['by', 'overlap'] as const) {
      if (value[key] !== undefined) say(key, `\`${key}\` stands without \`size\``, 'they belong together: add `size`')
    }
  }
  const source = sources.find(({ value }) => value.size !== undefined)
  if (!source?.value.size) {
    otherwise.say(null, 'chunking.size is missing, expected a whole number', 'most tokens or lines of a chunk, as in `size: 4000`')
    return null
  }
  const { by = 'tokens', size, overlap = 0 } = source.value
  if (overlap < size) return { by, size, overlap }
  source.say('overlap', `chunking.overlap: found ${overlap}, expected less than the size ${size}`)
  return null
}

function resolveMerge({ value, say }: WrittenChunking, format: string): ChunkMerge | null {
  const { merges } = answerFormat(format)
  const legal: readonly ChunkMerge[] = [...merges, 'last', 'model']
  const merge = value.merge ?? merges[0]
  if (merge !== undefined && legal.includes(merge)) return merge
  if (merge === undefined)
    say(null, `chunking.merge is missing: answers in the format ${format} have no usual way`, `legal: ${legal.join(', ')}`)
  else
    say('merge', `chunking.merge: found ${merge}, which answers in the format ${format} cannot be merged by`, `legal: ${legal.join(', ')}`)
  return null
}

function resolveInput({ value, say }: WrittenChunking, messages: readonly Message[]): string | null {
  const names = [...new Set(messages.flatMap(({ content }) => placeholdersOf(content).map(({ name }) => name)))].filter(
    (name) => !CHUNK_PLACEHOLDERS.includes(name),
  )
  const [only] = names
  if (value.input === undefined) {
    if (only !== undefined && names.length === 1) return only
    const found = names.length === 0 ? 'the prompt has no placeholder' : `the prompt has ${names.length} placeholders`
    say(
      null,
      `chunking.input is missing: ${found}`,
      `${names.length === 0 ? '' : `say which is cut: ${names.join(', ')}; `}\`chunking: none\` in the task cuts nothing`,
    )
    return null
  }
  if (names.includes(value.input)) return value.input
  const meant = nearest(value.input, names)
  const known = meant ? `did you mean ${meant}?` : `the prompt has: ${names.join(', ') || 'none'}`
  say('input', `chunking.input: the prompt has no placeholder {{${value.input}}}`, `${known}; \`chunking: none\` in the task cuts nothing`)
  return null
}

function resolveMergePrompt(
  { value, say }: WrittenChunking,
  merge: ChunkMerge,
  input: string | null,
  chooser: WrittenChunking,
): string | null {
  const prompt = value.mergePrompt
  if (merge !== 'model') {
    // A use case's prompt is there for the tasks that let a model merge.
    if (prompt !== undefined && chooser.value === value) say('mergePrompt', `\`mergePrompt\` has no effect with \`merge: ${merge}\``)
    return null
  }
  if (prompt === undefined) return DEFAULT_MERGE_PROMPT
  const names = placeholdersOf(prompt).map(({ name }) => name)
  if (!names.includes('parts')) say('mergePrompt', 'chunking.mergePrompt: expected {{parts}}, where the answers are inserted')
  if (input !== null && names.includes(input))
    say('mergePrompt', `chunking.mergePrompt: found {{${input}}}, the long input`, 'merge the answers alone: {{parts}}')
  return prompt
}

function resolveOffsets({ value, say }: WrittenChunking, format: string, task: WrittenChunking | null): Chunking['offsets'] {
  if (!value.offsets) return null
  if (answerFormat(format).hasFields) return value.offsets
  if (value === task?.value) say('offsets', `\`offsets\` has no effect with the format ${format}`, 'answers in it have no fields')
  return null
}
