import type { EvalError } from '../schema/eval-error.ts'

const AS_THEY_WERE = 'so that they stay judged as they were'

/** Answers that were to be judged again and stay as they were: how many, and why. */
export class LeftAsTheyWere {
  readonly #counts = new Map<string, number>()
  readonly #unanswered = new Map<string, { count: number; error: EvalError }>()
  #faulty = false

  /** Leaves one out for a reason that may be expected. */
  add(why: string): null {
    this.#counts.set(why, (this.#counts.get(why) ?? 0) + 1)
    return null
  }

  /** Leaves one out whose judge gave no reply to a question. */
  addUnanswered(judge: string, error: EvalError): null {
    if (error.ownBudget === true) return this.add(`the budget is used up, ${AS_THEY_WERE}`)
    const known = this.#unanswered.get(judge) ?? { count: 0, error }
    known.count++
    this.#unanswered.set(judge, known)
    return null
  }

  /** Leaves out all answers of a task whose file cannot be read. */
  addFaulty(): void {
    this.#faulty = true
  }

  /** Is there something to mend: a judge that did not answer, a file that cannot be read? `settings`: no judge was asked, for a key or a file. */
  problem(calls: number): 'unanswered' | 'settings' | null {
    const errors = [...this.#unanswered.values()].map(({ error }) => error)
    if (errors.length === 0 && !this.#faulty) return null
    return calls === 0 && errors.every(({ kind }) => kind === 'auth') ? 'settings' : 'unanswered'
  }

  /** A line for each reason. */
  notes(): string[] {
    const others = [...this.#counts].map(([why, count]) => `${leftOut(count)}: ${why}`)
    return [...others, ...[...this.#unanswered].map(([judge, { count, error }]) => `${leftOut(count)}: ${unansweredBecause(judge, error)}`)]
  }
}

function unansweredBecause(judge: string, { kind, message, hint, notOnTape }: EvalError): string {
  if (notOnTape)
    return `the tape has no answer of the judge ${judge}, ${AS_THEY_WERE}; the first is ${message} (record what is missing: TASKBENCH_TAPE=auto npx taskbench judge)`
  const shown = hint === undefined ? '' : ` (${hint})`
  return `the judge ${judge} did not answer, ${AS_THEY_WERE}; its first error, ${kind}: ${message}${shown}`
}

const leftOut = (count: number): string => `${count} ${count === 1 ? 'answer was' : 'answers were'} left out`
