import type { CallFailure } from './call.ts'

/**
 * Does an error say that the run went no further: cancelled, abandoned, or out of its own budget? Its trial was skipped: nothing was learned of the
 * model, and nothing failed. A vendor's quota that is used up is a failure.
 */
export const isSkip = ({ kind, ownBudget }: Pick<CallFailure, 'kind' | 'ownBudget'>): boolean => kind === 'aborted' || ownBudget === true
