import { answerFormat } from '../answers/answer-formats.ts'
import type { Answer } from '../schema/answer.ts'
import type { AnswerFormat, Reading } from '../schema/answer-format.ts'
import type { Case } from '../schema/case.ts'
import type { Chunking } from '../schema/chunking.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { caseParts } from './case-parts.ts'
import { inputParts } from './input-parts.ts'
import type { InputPart } from './input-parts.ts'
import { mergeReadings } from './merge-readings.ts'
import { mergeRequest } from './merge-request.ts'
import { mergeError, repliesOf } from './part-errors.ts'
import { askPrompt, promptRequest } from './prompt-subject.ts'
import { shiftOffsets } from './shift-offsets.ts'
import { sumAnswers } from './sum-answers.ts'
import { answerOfReply } from './trial-calls.ts'
import type { TrialCalls } from './trial-calls.ts'

type ChunkedTask = Pick<Task, 'messages' | 'params' | 'tools' | 'output' | 'pairing'>

/** An answer that was put together from parts; `reading` is `null` where it is read from its text as any other. */
export interface ChunkedAnswer {
  answer: Answer
  reading: Reading | null
}

/**
 * Asks a task's prompt once per chunk of a long input, at the same time, and merges the answers. An input that fits into one chunk is asked as it
 * would be without chunking. Rejects with an EvalError that names the part, when every part has ended.
 */
export async function askChunks(
  task: ChunkedTask,
  chunking: Chunking,
  { model, case: subject }: { model: Model; case: Case },
  calls: TrialCalls,
): Promise<ChunkedAnswer> {
  const parts = inputParts(subject.input, chunking)
  const [only] = parts
  if (only && parts.length === 1) return { answer: await askPrompt(task, model, renderMessages(task, only.input), calls), reading: null }
  const cases = model.needsCase ? caseParts(subject, parts, chunking, task.pairing) : []
  const asked = parts.map(({ input }, index) =>
    calls.call(promptRequest(task, model, renderMessages(task, input)), undefined, cases[index]),
  )
  const answers = repliesOf(await Promise.allSettled(asked)).map(answerOfReply)
  const format = answerFormat(task.output.format)
  const readings = readParts(answers, parts, format, chunking, task.pairing)
  if (chunking.mergePrompt !== null) {
    const texts = answers.map((answer, index) => textOf(answer, readings[index], chunking, format))
    const messages = mergeRequest(task, chunking, chunking.mergePrompt, subject.input, texts)
    const merged = await askPrompt(task, model, messages, calls).catch((error: unknown) => {
      throw mergeError(error)
    })
    return { answer: { ...sumAnswers([...answers, merged]), text: merged.text, toolCalls: merged.toolCalls }, reading: null }
  }
  return mergeParts(answers, readings, chunking, task.pairing, format)
}

function readParts(
  answers: readonly Answer[],
  parts: readonly InputPart[],
  format: AnswerFormat,
  { offsets }: Chunking,
  pairing: Task['pairing'],
): Reading[] {
  return answers.map((answer, index) => {
    const reading = format.read(answer)
    if (offsets !== null && reading.value !== undefined) shiftOffsets(reading.value, offsets.fields, parts[index]?.start ?? 0, pairing)
    return reading
  })
}

async function mergeParts(
  answers: readonly Answer[],
  readings: readonly Reading[],
  chunking: Chunking,
  pairing: Task['pairing'],
  format: AnswerFormat,
): Promise<ChunkedAnswer> {
  const { merge } = chunking
  const sum = sumAnswers(answers)
  if (merge === 'last' || merge === 'model') {
    const [answer, reading] = [answers.at(-1), readings.at(-1)]
    if (!answer || !reading) return { answer: sum, reading: null }
    return { answer: { ...sum, text: textOf(answer, reading, chunking, format), toolCalls: answer.toolCalls }, reading }
  }
  const reading = await mergeReadings(readings, { merge, pairing })
  const unread = () => answers.map(({ text }) => text).join('\n\n')
  return { answer: { ...sum, text: reading.value === undefined ? unread() : format.write(reading.value) }, reading }
}

/** A part's answer as text, with its offsets put right. */
function textOf({ text }: Answer, reading: Reading | undefined, { offsets }: Chunking, format: AnswerFormat): string {
  return offsets === null || reading?.value === undefined ? text : format.write(reading.value)
}
