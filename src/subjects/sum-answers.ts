import type { Answer, FinishReason } from '../schema/answer.ts'
import { sumUsage } from './trial-calls.ts'

/** The worst first. */
const FINISH_REASONS: readonly FinishReason[] = ['content-filter', 'refusal', 'length', null, 'tool-calls', 'stop']

/**
 * Answers to the parts of one question (at least one) as one: tool calls and parts one behind the other, the worst finish reason, usage and
 * latency summed (`null` as soon as one is unknown), first token of the first. Its text is the caller's to write.
 */
export function sumAnswers(answers: readonly Answer[]): Answer {
  const [first] = answers
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0)
  return {
    text: '',
    toolCalls: answers.flatMap(({ toolCalls }) => toolCalls),
    finishReason: FINISH_REASONS.find((reason) => answers.some(({ finishReason }) => finishReason === reason)) ?? null,
    parts: answers.flatMap(({ parts }) => parts),
    usage: sumUsage(answers.map(({ usage }) => usage)),
    timings: {
      startedAt: first?.timings.startedAt ?? '',
      queueMs: sum(answers.map(({ timings }) => timings.queueMs)) ?? 0,
      firstByteMs: first?.timings.firstByteMs ?? null,
      firstTokenMs: first?.timings.firstTokenMs ?? null,
      latencyMs: sum(answers.map(({ timings }) => timings.latencyMs)),
    },
  }
}
