import type { JudgeQuestion } from '../schema/judge.ts'

/** The questions of each vote, without repetitions: a question with one vote stands in the first round alone. */
export function votingRounds(asked: readonly JudgeQuestion[]): string[][] {
  const votes = new Map<string, number>()
  for (const { question, votes: wanted } of asked) votes.set(question, Math.max(wanted, votes.get(question) ?? 0))
  return Array.from({ length: Math.max(0, ...votes.values()) }, (_, vote) =>
    [...votes].filter(([, wanted]) => wanted > vote).map(([question]) => question),
  )
}

/** The questions of a round by calls, so many in each. */
export function batchesOf(questions: readonly string[], batch: number): string[][] {
  return Array.from({ length: Math.ceil(questions.length / batch) }, (_, index) => questions.slice(index * batch, (index + 1) * batch))
}
