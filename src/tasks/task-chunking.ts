import type { Case } from '../schema/case.ts'
import type { Chunking } from '../schema/chunking.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import type { Message } from '../schema/model-request.ts'
import { chunksOf } from '../text/chunks-of.ts'
import type { LoadedUseCase } from '../use-cases/load-use-case.ts'
import { inputAt, placeholdersOf } from './render-messages.ts'
import { CHUNK_PLACEHOLDERS, MERGE_PLACEHOLDERS, resolveChunking } from './resolve-chunking.ts'
import type { WrittenChunking } from './resolve-chunking.ts'
import type { GivenTask } from './validate-task.ts'

interface ChunkingSource {
  placeOf(path: readonly PropertyKey[], of?: 'key' | 'value'): Place
  useCase: LoadedUseCase | null
  code: boolean
  faulty: ReadonlySet<PropertyKey>
}

/** How a task's long input is cut, with what is wrong about it in the task, in its use case, and for the cases. */
export function taskChunking(
  { chunking: own }: Pick<GivenTask, 'chunking'>,
  source: ChunkingSource,
  { messages, format }: { messages: readonly Message[]; format: string },
  cases: readonly Case[],
): { chunking: Chunking | null; faults: Fault[] } {
  const faults: Fault[] = []
  const writtenAt = (placeOf: ChunkingSource['placeOf'], value: WrittenChunking['value']): WrittenChunking => ({
    value,
    say: (key, message, hint) => faults.push({ place: placeOf(key === null ? ['chunking'] : ['chunking', key]), message, hint }),
  })
  if (source.faulty.has('chunking') || source.faulty.has('prompt') || source.faulty.has('messages')) return { chunking: null, faults }
  const task = own === undefined || own === 'none' ? (own ?? null) : writtenAt(source.placeOf, own)
  if (source.code) {
    if (task !== null && task !== 'none')
      task.say(null, '`chunking` has no effect in code', 'cut the input in the function under evaluation')
    return { chunking: null, faults }
  }
  const inherited = source.useCase?.useCase?.chunking
  const useCase = inherited && source.useCase ? writtenAt(source.useCase.placeOf, inherited) : null
  const chunking = resolveChunking({ task, useCase }, { messages, format })
  if (chunking === null) return { chunking, faults }
  const say = task !== null && task !== 'none' && task.value.mergePrompt !== undefined ? task.say : useCase?.say
  for (const name of unknownPlaceholders(chunking, cases))
    say?.(
      'mergePrompt',
      `the placeholder {{${name}}} has no input`,
      `legal: ${MERGE_PLACEHOLDERS.join(', ')}, chunk.count, and the case's input`,
    )
  return { chunking, faults: [...faults, ...cases.flatMap((subject) => caseFaults(subject, chunking))] }
}

function unknownPlaceholders({ mergePrompt }: Chunking, cases: readonly Case[]): string[] {
  const known = [...MERGE_PLACEHOLDERS, ...CHUNK_PLACEHOLDERS]
  const names = placeholdersOf(mergePrompt ?? '').map(({ name }) => name)
  return names.filter((name) => !known.includes(name) && cases.some(({ input }) => inputAt(input, name) === undefined))
}

function caseFaults({ id, input, place }: Case, chunking: Chunking): Fault[] {
  const text = inputAt(input, chunking.input)
  if (text === undefined) return []
  const what = `the input ${chunking.input} of case ${id}`
  if (typeof text !== 'string') return [{ place, message: `${what} is no text`, hint: 'only texts are cut into chunks' }]
  try {
    chunksOf(text, chunking)
    return []
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return [{ place, message: `${what}: ${error.message}`, hint: error.hint }]
  }
}
