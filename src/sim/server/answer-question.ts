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

/** Answers questions as the simulated models do: what the settings say to the prompt is their gold. Depends on seed, model and prompt alone. */
export function answerer(settings: ServerSettings): (question: Question) => Said {
  const { seed } = settings
  const mistakes = { ...NO_MISTAKES, ...settings.mistakes }
  const goldOf = goldFinder(settings)
  return ({ model, request, prompt }) => {
    const gold = goldOf(prompt)
    const format = typeof gold === 'string' || (gold === undefined && !request.outputSchema) ? 'text' : 'json'
    const callCase = { task: '', case: '', caseHash: '', input: {}, gold, format }
    const random = seededRandom('served answer', seed, model, prompt)
    const { text, parts, toolCalls, finishReason } = simulatedAnswer({ request, callCase, mistakes, random })
    const refusal = parts.map((part) => part.text).join('')
    const outputTokens = estimateTokens(text) + estimateTokens(refusal) + (toolCalls.length ? estimateTokens(JSON.stringify(toolCalls)) : 0)
    return { model, text, refusal, toolCalls, finishReason, inputTokens: estimateRequestTokens(request), outputTokens }
  }
}

/** The answer that the settings give to a prompt: word for word first, then the first that it contains; `undefined`: none. */
function goldFinder({ answer, answers, echo }: ServerSettings): (prompt: string) => Json | undefined {
  const exact = new Map(answers.map(({ match, answer: said }) => [match, said]))
  const contained = answers.filter(({ match }) => match !== undefined)
  const otherwise = exact.get(undefined) ?? answer ?? undefined
  return (prompt) => {
    if (exact.has(prompt)) return exact.get(prompt)
    const found = contained.find(({ match }) => prompt.includes(match as string))
    return found ? found.answer : (otherwise ?? (echo ? prompt : undefined))
  }
}
