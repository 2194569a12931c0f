import { seededRandom } from '../../random/seeded-random.ts'
import type { Json } from '../../schema/json.ts'
import { estimateRequestTokens, estimateTokens } from '../estimate-tokens.ts'
import { simulatedAnswer } from '../simulated-answer.ts'
import type { Question } from './read-question.ts'
import type { ServedAnswer } from './server-protocol.ts'
import type { ServerSettings } from './server-settings.ts'

/** What is said, before it has an id. */
export type Said = Omit<ServedAnswer, 'id' | 'created' | 'costUsd'>

const NO_MISTAKES = { omit: 0, invent: 0, alter: 0, breakFormat: 0, refuse: 0 }

/** What the settings say to a prompt. */
export interface Scripted {
  /** `undefined`: an answer is made up. */
  gold: Json | undefined
  /** `undefined`: it is drawn. */
  latencyMs: number | undefined
}

/** Answers questions as the simulated models do, with what the settings say as gold. Depends on seed, model and prompt alone. */
export function answerer(settings: ServerSettings): (question: Question, scripted: Scripted) => Said {
  const { seed } = settings
  const mistakes = { ...NO_MISTAKES, ...settings.mistakes }
  return ({ model, request, prompt }, { gold }) => {
    const format = typeof gold === 'string' || (gold === undefined && !request.outputSchema) ? 'text' : 'json'
    const callCase = { task: '', case: '', caseHash: '', input: {}, gold, format }
    const random = seededRandom('served answer', seed, model, prompt)
    const { text, parts, toolCalls, finishReason } = simulatedAnswer({ request, callCase, mistakes, random })
    const refusal = parts.map((part) => part.text).join('')
    const outputTokens = estimateTokens(text) + estimateTokens(refusal) + (toolCalls.length ? estimateTokens(JSON.stringify(toolCalls)) : 0)
    return { model, text, refusal, toolCalls, finishReason, inputTokens: estimateRequestTokens(request), outputTokens }
  }
}

/** Finds what the settings say to a prompt: word for word first, then the first that it contains, then what is said to all. */
export function scriptFinder({ answer, answers, echo }: ServerSettings): (prompt: string) => Scripted {
  const exact = new Map(answers.map((entry) => [entry.match, entry]))
  const contained = answers.filter(({ match }) => match !== undefined)
  const toAll = exact.get(undefined)
  return (prompt) => {
    const found = exact.get(prompt) ?? contained.find(({ match }) => prompt.includes(match as string)) ?? toAll
    if (found) return { gold: found.answer, latencyMs: found.latencyMs }
    return { gold: answer ?? (echo ? prompt : undefined), latencyMs: undefined }
  }
}
