import { stat } from 'node:fs/promises'
import type { Completion } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Attempting } from '../schema/provider.ts'
import { isoNow } from '../time/iso-now.ts'
import { defineProvider } from './define-provider.ts'
import { indexRecorded } from './recorded-index.ts'
import type { RecordedIndex } from './recorded-index.ts'
import type { RecordedLine } from './recorded-line.ts'
import { nanoUsd, reportedUsage } from './usage.ts'

/** Answers that were recorded elsewhere: a file of lines {case, answer, trial?, inputTokens?, outputTokens?, costUsd?, latencyMs?}. */
export const recordedProvider = defineProvider({
  name: 'recorded',
  description: 'Answers recorded elsewhere (answers: a .jsonl file); no call is made',
  keyVariables: [],
  hosts: [],
  needsAnswers: true,
  needs: ['case'],
  paid: false,
  simulated: false,
  prepare: async (model) => {
    const file = await answersFile(model)
    const index = await indexRecorded(file)
    return { complete: (attempting) => answer(file, index, attempting), close: () => index.close() }
  },
})

async function answersFile({ id, answersFile: file }: Model): Promise<string> {
  const hint = 'Write answers: path/to/answers.jsonl beside the id of the model'
  if (file === null) throw new EvalError('config', `${id} names no file of answers`, { hint })
  const found = await stat(file).catch(() => null)
  if (found === null) throw new EvalError('config', `The answers of ${id} were not found: ${file}`, { hint })
  if (!found.isFile()) throw new EvalError('config', `The answers of ${id} are not a file: ${file}`, { hint })
  return file
}

async function answer(file: string, index: RecordedIndex, { model, callCase, trial, signal }: Attempting): Promise<Completion> {
  signal.throwIfAborted()
  if (callCase === undefined) throw new EvalError('bug', `${model.id} was asked without a case`)
  const startedAt = isoNow()
  const line = await index.find(String(callCase.case), trial)
  if (line === null) throw missing(file, index, String(callCase.case), trial, model)
  return completion(line, model, startedAt)
}

function missing(file: string, index: RecordedIndex, caseId: string, trial: number, model: Model): EvalError {
  const which = index.has(caseId) ? `trial ${trial} of case ${caseId}` : `case ${caseId}`
  return new EvalError('config', `${model.id} has no recorded answer to ${which}`, {
    hint: `Add it to ${file} (${index.cases} cases), or take the case out of the task`,
    at: file,
  })
}

function completion(
  { answer: text, inputTokens, outputTokens, costUsd, latencyMs }: RecordedLine,
  model: Model,
  startedAt: string,
): Completion {
  return {
    text,
    toolCalls: [],
    finishReason: null,
    parts: [],
    usage: reportedUsage({ inputTokens, outputTokens }),
    timings: { startedAt, firstByteMs: null, firstTokenMs: null, latencyMs: latencyMs ?? null },
    servedModel: model.name,
    responseId: null,
    inlineCostNanoUsd: nanoUsd(costUsd),
    structuredOutput: 'none',
  }
}
