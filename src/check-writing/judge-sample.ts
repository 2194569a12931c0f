import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Case } from '../schema/case.ts'
import type { AskJudge } from '../schema/judge.ts'
import type { TriedAnswer } from './tried-checks.ts'

/** Opens a judge for one answer that checks are tried on. */
export type OpenJudge = (subject: Case, answer: Answer, reading: Reading) => Promise<AskJudge>

/** Every answer costs a call: so many are asked about. Damages of form need no judge. */
const MOST = { gold: 8, mutant: 12, stored: 20 }

/** Says of each answer in turn whether a judge is asked about it: of some right ones, of one with damaged content per case, and of stored ones that count. */
export class JudgeSample {
  readonly #counts = { gold: 0, mutant: 0, stored: 0 }
  readonly #cases = new Set<string>()

  wants(answer: TriedAnswer, counts: boolean): boolean {
    const { origin } = answer
    if (this.#counts[origin] >= MOST[origin] || !counts) return false
    if (origin === 'mutant') {
      if (answer.class !== 'content' || this.#cases.has(answer.case)) return false
      this.#cases.add(answer.case)
    }
    this.#counts[origin]++
    return true
  }
}
