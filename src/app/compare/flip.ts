/** How two models did on the same case: by the share of their trials that passed; `apart`: one of them has no answer that was decided. */
export type Flip = 'only-a' | 'only-b' | 'passed' | 'failed' | 'apart'

export const FLIPS: readonly Flip[] = ['only-a', 'only-b', 'passed', 'failed', 'apart']
