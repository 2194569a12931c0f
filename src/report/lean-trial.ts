import type { CheckResult } from '../schema/check.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { isEqual, shareEqual } from './share-equal.ts'

/** What differs from trial to trial. */
type Own = 'case' | 'caseHash' | 'trial' | 'ingredients' | 'costNanoUsd' | 'tokens' | 'latencyMs' | 'firstTokenMs' | 'originalCostNanoUsd'
/** What most trials of a model have in common. */
type Common = Omit<TrialRecord, Own>

const COMMON: Record<keyof Common, true> = {
  schema: true,
  runId: true,
  session: true,
  task: true,
  model: true,
  tags: true,
  status: true,
  verdict: true,
  checks: true,
  callIds: true,
  answer: true,
  output: true,
  reading: true,
  judge: true,
  error: true,
  counts: true,
  skipReason: true,
  unpricedCalls: true,
  unmetered: true,
  attempts: true,
  reused: true,
  replayed: true,
  simulated: true,
}

/** A record in a third of the memory: what it has in common with others is read from an object that they share. */
class LeanTrial implements Pick<TrialRecord, Own> {
  readonly case: TrialRecord['case']
  readonly caseHash: TrialRecord['caseHash']
  readonly trial: TrialRecord['trial']
  readonly ingredients: TrialRecord['ingredients']
  readonly costNanoUsd: TrialRecord['costNanoUsd']
  readonly tokens: TrialRecord['tokens']
  readonly latencyMs: TrialRecord['latencyMs']
  readonly firstTokenMs: TrialRecord['firstTokenMs']
  readonly originalCostNanoUsd: TrialRecord['originalCostNanoUsd']
  readonly common: Common

  constructor(own: Pick<TrialRecord, Own>, common: Common) {
    this.case = own.case
    this.caseHash = own.caseHash
    this.trial = own.trial
    this.ingredients = own.ingredients
    this.costNanoUsd = own.costNanoUsd
    this.tokens = own.tokens
    this.latencyMs = own.latencyMs
    this.firstTokenMs = own.firstTokenMs
    this.originalCostNanoUsd = own.originalCostNanoUsd
    this.common = common
  }
}

for (const key of Object.keys(COMMON) as (keyof Common)[]) {
  Object.defineProperty(LeanTrial.prototype, key, {
    get(this: LeanTrial) {
      return this.common[key]
    },
  })
}

/**
 * Makes, of the records of a model's trials, those that metrics read: without the answer, of the calls the number alone. A run may have a hundred
 * thousand of them, so that what they have in common is held once.
 */
export class LeanTrials {
  /** By how they ended: the last of a kind is most like the next. */
  readonly #common = new Map<string, Common>()
  #before: LeanTrial | null = null

  /** `checks`, equal ones of which are the same object, stand for the trial's own. */
  of(trial: TrialRecord, checks: CheckResult[]): TrialRecord {
    const before = this.#before
    const own: Pick<TrialRecord, Own> = {
      case: shareEqual(trial.case, before?.case),
      caseHash: shareEqual(trial.caseHash, before?.caseHash),
      trial: trial.trial,
      ingredients: shareEqual(trial.ingredients, before?.ingredients),
      costNanoUsd: trial.costNanoUsd,
      tokens: shareEqual(trial.tokens, before?.tokens),
      latencyMs: trial.latencyMs,
      firstTokenMs: trial.firstTokenMs,
      originalCostNanoUsd: trial.originalCostNanoUsd,
    }
    this.#before = new LeanTrial(own, this.#commonOf(trial, checks))
    // Its getters give what the type asks for.
    return this.#before as unknown as TrialRecord
  }

  #commonOf(trial: TrialRecord, checks: CheckResult[]): Common {
    const kind = `${trial.status} ${trial.verdict} ${trial.attempts}`
    const known = this.#common.get(kind)
    if (known && isLike(trial, checks, known)) return known
    const { answer: _, output: __, ...rest } = trial
    const common = { ...rest, checks, callIds: trial.callIds.map(() => ''), answer: null, output: undefined }
    this.#common.set(kind, common)
    return common
  }
}

/** What the record says for itself. */
const COMPARED = (Object.keys(COMMON) as (keyof Common)[]).filter((key) => !['answer', 'output', 'checks', 'callIds'].includes(key))

const isLike = (trial: TrialRecord, checks: readonly CheckResult[], common: Common): boolean =>
  trial.callIds.length === common.callIds.length &&
  checks.length === common.checks.length &&
  checks.every((check, index) => check === common.checks[index]) &&
  COMPARED.every((key) => isEqual(trial[key], common[key]))
