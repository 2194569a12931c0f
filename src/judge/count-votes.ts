import type { CheckOutcome } from '../schema/check-kind.ts'
import { JUDGE_ANSWERS } from '../schema/judge.ts'
import type { JudgeAnswer } from '../schema/judge.ts'
import type { JudgeVerdict } from './read-verdicts.ts'

/** One vote: an answer, or why there is none. */
export type Vote = JudgeVerdict | { missing: string }

const VERDICTS = { yes: 'passed', no: 'failed', 'cannot tell': 'undecided' } as const satisfies Record<JudgeAnswer, CheckOutcome['verdict']>

/** What the majority of all votes says; *cannot tell* counts as itself. Undecided where no answer has more than half, missing votes counted. */
export function countVotes(votes: readonly Vote[]): CheckOutcome {
  const given = votes.filter((vote) => 'answer' in vote)
  const shares = JUDGE_ANSWERS.map((answer) => ({ answer, voters: given.filter((vote) => vote.answer === answer) }))
  const most = shares.find(({ voters }) => voters.length > votes.length / 2)
  if (most === undefined)
    return {
      verdict: 'undecided',
      message: whyUndecided(
        votes,
        shares.map(({ answer, voters }) => `${voters.length} ${answer}`),
      ),
    }
  const { answer, voters } = most
  const count = votes.length === 1 ? '' : ` (${voters.length} of ${votes.length} votes)`
  const why = voters.find(({ reason }) => reason !== '')?.reason
  return { verdict: VERDICTS[answer], reason: `the judge says ${answer}${count}${why === undefined ? '' : `: ${why}`}` }
}

function whyUndecided(votes: readonly Vote[], counts: string[]): string {
  const missing = votes.flatMap((vote) => ('missing' in vote ? [vote.missing] : []))
  if (votes.length === 1) return missing[0] ?? 'the judge gave no answer'
  const without = missing.length === 0 ? '' : `, ${missing.length} without an answer: ${missing[0]}`
  return `no majority of ${votes.length} votes: ${counts.join(', ')}${without}`
}
