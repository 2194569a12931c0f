import type { Random } from '../random/seeded-random.ts'
import type { AnswerPart, FinishReason } from '../schema/answer.ts'
import type { CallCase } from '../schema/call.ts'
import type { ModelRequest, ToolCall } from '../schema/model-request.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { Mutating } from './mutations/mutating.ts'
import { inventedAnswer } from './invented-answer.ts'
import { promptWords } from './mutations/prompt-words.ts'
import { toolCallsOf } from './tool-calls-of.ts'
import { mutateItems } from './mutations/mutate-items.ts'
import { writeAnswer } from './write-answer.ts'
import type { Mistakes } from './sim-settings-schema.ts'

export interface SimulatedAnswer {
  text: string
  toolCalls: ToolCall[]
  finishReason: FinishReason
  parts: AnswerPart[]
}

export interface SimulatedAnswerOptions {
  request: ModelRequest
  callCase: CallCase | undefined
  mistakes: Mistakes
  random: Random
}

/** What a simulated model says: gold with mistakes, written in the task's format; without gold, a text that says it is simulated. */
export function simulatedAnswer({ request, callCase, mistakes, random }: SimulatedAnswerOptions): SimulatedAnswer {
  if (random.next() < mistakes.refuse) {
    return {
      text: '',
      toolCalls: [],
      finishReason: 'refusal',
      parts: [{ type: 'refusal', text: "I'm sorry, but I can't help with that." }],
    }
  }
  let words: readonly string[] | null = null
  const mutating: Mutating = { mistakes, random, words: () => (words ??= promptWords(request)), schema: request.outputSchema }
  const gold = callCase?.gold
  if (gold === undefined) return plain(inventedAnswer(callCase?.format ?? 'text', mutating), request)
  const calls = toolCallsOf(gold, request.tools)
  if (calls) {
    const toolCalls = mutateItems(calls, mutating).filter((call) => typeof call === 'object' && call !== null && 'name' in call)
    return { text: '', toolCalls: toolCalls as unknown as ToolCall[], finishReason: 'tool-calls', parts: [] }
  }
  return plain(writeAnswer(gold, callCase?.format ?? 'text', mutating), request)
}

/** Keeps `stop` and `maxOutputTokens` as a real model would. */
function plain(whole: string, { params }: ModelRequest): SimulatedAnswer {
  const ends = (params.stop ?? []).map((stop) => whole.indexOf(stop)).filter((index) => index >= 0)
  const stopped = ends.length ? whole.slice(0, Math.min(...ends)) : whole
  const most = params.maxOutputTokens ?? Infinity
  const cut = estimateTokens(stopped) > most
  return { text: cut ? stopped.slice(0, most * 4) : stopped, toolCalls: [], finishReason: cut ? 'length' : 'stop', parts: [] }
}
