import { seededRandom } from '../../random/seeded-random.ts'
import type { Json } from '../../schema/json.ts'
import { CHARACTERS_PER_TOKEN, estimateRequestTokens, estimateTokens } from '../estimate-tokens.ts'
import { simulatedAnswer } from '../simulated-answer.ts'
import type { SimulatedAnswer } from '../simulated-answer.ts'
import type { Question } from './read-question.ts'
import type { ServedAnswer } from './server-protocol.ts'
import type { ServerSettings } from './server-settings.ts'
import { scriptOf } from './stream/stream-script.ts'
import type { StreamScript } from './stream/stream-script.ts'

/** What is said, before it has an id. */
export type Said = Omit<ServedAnswer, 'id' | 'created' | 'costUsd'>

const NO_MISTAKES = { omit: 0, invent: 0, alter: 0, breakFormat: 0, refuse: 0 }

/** What the settings say to a prompt. */
export interface Scripted {
  /** `undefined`: an answer is made up. */
  gold: Json | undefined
  /** `undefined`: it is drawn. */
  latencyMs: number | undefined
  /** `null`: it is sent at once. */
  script: StreamScript | null
}

/** Answers questions as the simulated models do, with what the settings say as gold. Depends on seed, model and prompt alone. */
export function answerer(settings: ServerSettings): (question: Question, scripted: Scripted) => Said {
  const { seed } = settings
  const mistakes = { ...NO_MISTAKES, ...settings.mistakes }
  return ({ model, request, prompt }, { gold, script }) => {
    const format = typeof gold === 'string' || (gold === undefined && !request.outputSchema) ? 'text' : 'json'
    const callCase = { task: '', case: '', caseHash: '', input: {}, gold, format }
    const random = seededRandom('served answer', seed, model, prompt)
    const answer = simulatedAnswer({ request, callCase, mistakes, random })
    const { toolCalls, parts } = answer
    const isFitted = script !== null && script.tokens !== null && format === 'text' && answer.text !== ''
    const { text, finishReason } = isFitted ? fitted(answer, script.tokens as number, request.params.maxOutputTokens) : answer
    const refusal = parts.map((part) => part.text).join('')
    const reasoningTokens = script?.reasoningTokens ?? 0
    const calls = toolCalls.length ? estimateTokens(JSON.stringify(toolCalls)) : 0
    const outputTokens = reasoningTokens + estimateTokens(text) + estimateTokens(refusal) + calls
    const inputTokens = estimateRequestTokens(request)
    const reasoning = lengthened(REASONING, reasoningTokens)
    return { model, reasoning, text, refusal, toolCalls, finishReason, inputTokens, outputTokens, reasoningTokens }
  }
}

const REASONING = 'Let me think about that. '

/** A text of so many tokens; fewer where the request allows no more. */
function fitted({ text }: SimulatedAnswer, tokens: number, most = Infinity): Pick<SimulatedAnswer, 'text' | 'finishReason'> {
  return { text: lengthened(`${text} `, Math.min(tokens, most)), finishReason: tokens > most ? 'length' : 'stop' }
}

function lengthened(text: string, tokens: number): string {
  const length = tokens * CHARACTERS_PER_TOKEN
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

/** Finds what the settings say to a prompt: word for word first, then the first that it contains, then what is said to all. */
export function scriptFinder({ answer, answers, echo, stream, tokensPerSecond }: ServerSettings): (prompt: string) => Scripted {
  const exact = new Map(answers.map((entry) => [entry.match, entry]))
  const contained = answers.filter(({ match }) => match !== undefined)
  const toAll = exact.get(undefined)
  const general = scriptOf(stream, undefined, tokensPerSecond)
  return (prompt) => {
    const found = exact.get(prompt) ?? contained.find(({ match }) => prompt.includes(match as string)) ?? toAll
    if (!found) return { gold: answer ?? (echo ? prompt : undefined), latencyMs: undefined, script: general }
    const script = found.stream ? scriptOf(stream, found.stream, tokensPerSecond) : general
    return { gold: found.answer, latencyMs: found.latencyMs, script }
  }
}
