import type { CallRequest } from '../schema/call.ts'

/** Which of a trial's calls of its judge: each vote has two, the second one where the first was not answered as asked. */
export const nthOfVote = (vote: number, again: 0 | 1): number => vote * 2 + again

/** Is it a judge's question that was answered, but not as asked? */
export const isAskedAgain = ({ phase, nth = 0 }: Pick<CallRequest, 'phase' | 'nth'>): boolean => phase === 'judge' && nth % 2 === 1
