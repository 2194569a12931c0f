import { seededRandom } from '../random/seeded-random.ts'
import type { JudgedFacts } from '../schema/call.ts'
import type { JudgeAnswer } from '../schema/judge.ts'
import type { JudgeMistakes } from './sim-settings-schema.ts'

/**
 * What a simulated judge replies: no question is understood; each is answered yes where the answer agrees with gold by the task's own matching, no
 * where it does not, cannot tell without gold, but for mistakes at the given rates. Draws depend on seed, answer, question and vote, never on
 * the order or number of questions.
 */
export function simulatedJudgement(facts: JudgedFacts, mistakes: JudgeMistakes, ...seed: (string | number)[]): string {
  const verdicts = facts.questions.map(({ id, question }) => {
    const draw = seededRandom('judge', ...seed, facts.answer, question, facts.vote).next()
    const answer = answerOf(facts.agrees, mistakes, draw)
    return { id, reason: `simulated judge: ${REASONS[String(facts.agrees) as keyof typeof REASONS]}; the question was not read`, answer }
  })
  return JSON.stringify({ verdicts })
}

const REASONS = {
  true: 'the answer agrees with gold',
  false: 'the answer does not agree with gold',
  null: 'there is no gold to go by',
}

function answerOf(agrees: boolean | null, { falsePass, falseFail, cannotTell }: JudgeMistakes, draw: number): JudgeAnswer {
  if (agrees === null || draw < cannotTell) return 'cannot tell'
  const wrong = draw < cannotTell + (1 - cannotTell) * (agrees ? falseFail : falsePass)
  return agrees === wrong ? 'no' : 'yes'
}
