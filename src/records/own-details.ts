import { setImmediate } from 'node:timers/promises'
import type { CallRecord } from '../schema/call.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { compareTrials, trialKeyText } from './record-order.ts'

/** Trials between two turns of the event loop, so that many do not hold up others. */
const TURN = 500

/** The latest record of each trial with its calls, in the order of trials; `null` where a trial names a call that is not among them. */
export function ownDetails(trials: readonly TrialRecord[], calls: readonly CallRecord[]): TrialDetail[] | null {
  const byId = new Map(calls.map((call) => [call.callId, call]))
  const latest = new Map(trials.map((trial) => [trialKeyText(trial), trial]))
  const details: TrialDetail[] = []
  for (const trial of latest.values()) {
    const own = trial.callIds.flatMap((id) => byId.get(id) ?? [])
    if (own.length < trial.callIds.length) return null
    details.push({ trial, calls: own })
  }
  return details.sort((a, b) => compareTrials(a.trial, b.trial))
}

export async function* inTurns<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const [index, item] of items.entries()) {
    if (index % TURN === TURN - 1) await setImmediate()
    yield item
  }
}
