import { answerFormat } from '../answers/answer-formats.ts'
import type { Answer } from '../schema/answer.ts'
import type { AnswerFormat, Reading } from '../schema/answer-format.ts'
import type { Case } from '../schema/case.ts'
import type { Chunking } from '../schema/chunking.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { mergeReadings } from './merge-readings.ts'
import { mergeRequest } from './merge-request.ts'
import { mergeError, repliesOf } from './part-errors.ts'
import { promptRequests } from './prompt-requests.ts'
import { askPrompt } from './prompt-subject.ts'
import { shiftOffsets } from './shift-offsets.ts'
import { sumAnswers } from './sum-answers.ts'
import { answerOfReply } from './trial-calls.ts'
import type { TrialCalls } from './trial-calls.ts'

/** A task whose long inputs are asked in parts. */
export type ChunkedTask = Pick<Task, 'messages' | 'params' | 'tools' | 'output' | 'pairing'> & { chunking: Chunking }

/** An answer that was put together from parts; `reading` is `null` where it is read from its text as any other. */
export interface ChunkedAnswer {
  answer: Answer
  reading: Reading | null
}

/** The answer to one part of a long input, as it was read, with its offsets put right. */
interface PartAnswer {
  answer: Answer
  reading: Reading
  /** Of the answer, with its offsets put right. */
  text: string
}

/**
 * Asks a task's prompt once per chunk of a long input, at the same time, and merges the answers. An input that fits into one chunk is asked as it
 * would be without chunking. Rejects with an EvalError that names the part, when every part has ended.
 */
export async function askChunks(
  task: ChunkedTask,
  { model, case: subject }: { model: Model; case: Case },
  calls: TrialCalls,
): Promise<ChunkedAnswer> {
  const requests = promptRequests(task, model, subject)
  const asked = requests.map(({ request, part }) => calls.call(request, undefined, part))
  const [only] = asked
  if (only && asked.length === 1) return { answer: answerOfReply(await only), reading: null }
  const replies = repliesOf(await Promise.allSettled(asked))
  const format = answerFormat(task.output.format)
  const parts = replies.map((reply, index) => readPart(answerOfReply(reply), requests[index]?.start ?? 0, task, format))
  const { merge, mergePrompt } = task.chunking
  if (mergePrompt !== null) return askMerge(task, mergePrompt, { model, case: subject }, parts, calls)
  return merge === 'last' || merge === 'model' ? lastOf(parts) : mergeParts(parts, { merge, pairing: task.pairing }, format)
}

function readPart(answer: Answer, start: number, { chunking: { offsets }, pairing }: ChunkedTask, format: AnswerFormat): PartAnswer {
  const reading = format.read(answer)
  if (offsets === null || reading.value === undefined) return { answer, reading, text: answer.text }
  shiftOffsets(reading.value, offsets.fields, start, pairing)
  return { answer, reading, text: format.write(reading.value) }
}

async function askMerge(
  task: ChunkedTask,
  mergePrompt: string,
  { model, case: subject }: { model: Model; case: Case },
  parts: readonly PartAnswer[],
  calls: TrialCalls,
): Promise<ChunkedAnswer> {
  const answers = parts.map(({ answer, text }) => (answer.toolCalls.length === 0 ? text : `${text}\n${JSON.stringify(answer.toolCalls)}`))
  const messages = mergeRequest(task, task.chunking, mergePrompt, subject.input, answers)
  const merged = await askPrompt(task, model, messages, calls).catch((error: unknown) => {
    throw mergeError(error)
  })
  const sum = sumAnswers([...parts.map(({ answer }) => answer), merged])
  return { answer: { ...sum, text: merged.text, toolCalls: merged.toolCalls }, reading: null }
}

function lastOf(parts: readonly PartAnswer[]): ChunkedAnswer {
  const last = parts.at(-1) as PartAnswer
  const sum = sumAnswers(parts.map(({ answer }) => answer))
  return { answer: { ...sum, text: last.text, toolCalls: last.answer.toolCalls }, reading: last.reading }
}

async function mergeParts(
  parts: readonly PartAnswer[],
  merging: Parameters<typeof mergeReadings>[1],
  format: AnswerFormat,
): Promise<ChunkedAnswer> {
  const reading = await mergeReadings(
    parts.map((part) => part.reading),
    merging,
  )
  const text = reading.value === undefined ? parts.map((part) => part.text).join('\n\n') : format.write(reading.value)
  return { answer: { ...sumAnswers(parts.map(({ answer }) => answer)), text }, reading }
}
