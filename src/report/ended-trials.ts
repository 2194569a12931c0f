import type { EngineEvent } from '../schema/event.ts'

type TrialEnded = Extract<EngineEvent, { type: 'trial-ended' }>
/** How a trial ended, as progress counts it. */
export type TrialEnding = 'answered' | 'failed' | 'errored' | 'skipped'

const ENDINGS: readonly (TrialEnding | null)[] = [null, 'answered', 'failed', 'errored', 'skipped']
/** So many trials of a case share one number, of as many bits each: that is what large runs hold of each case. */
const PER_NUMBER = 10
const BITS = 3

/** How each trial of a run has ended. A trial whose test Vitest retries ends again. */
export class EndedTrials {
  readonly #models = new Map<string, Map<string, number>>()

  /** Takes how a trial has ended; gives how it had ended before, `null`: it had not. */
  take(event: TrialEnded): { now: TrialEnding; before: TrialEnding | null } {
    const { task, model, case: caseId, trial } = event
    const ofModel = JSON.stringify([task, model])
    const cases = this.#models.get(ofModel) ?? new Map<string, number>()
    this.#models.set(ofModel, cases)
    const group = trial < PER_NUMBER ? caseId : JSON.stringify([caseId, Math.floor(trial / PER_NUMBER)])
    const shift = (trial % PER_NUMBER) * BITS
    const held = cases.get(group) ?? 0
    const before = (held >> shift) & (2 ** BITS - 1)
    const now = endingOf(event)
    cases.set(group, held ^ ((before ^ ENDINGS.indexOf(now)) << shift))
    return { now, before: ENDINGS[before] ?? null }
  }
}

function endingOf({ status, failed }: TrialEnded): TrialEnding {
  return status === 'answered' && failed ? 'failed' : status
}
