import { seededRandom } from '../../random/seeded-random.ts'
import { proportionInterval } from '../../statistics/proportion-interval.ts'
import { chooseChecks } from './choose-checks.ts'
import type { Choosing } from './choose-checks.ts'
import { BAD, FAILED, UNLABELLED } from './verdict-matrix.ts'

const FOLDS = 5
/** Share of the search's steps that one fold may take. */
const STEPS_OF_A_FOLD = 0.1

/** A share with Wilson's interval (95 %) and the number of answers. */
export interface EstimatedShare {
  value: number
  low: number
  high: number
  n: number
}

export interface OutOfFold {
  /** `null` without bad answers. */
  coverage: EstimatedShare | null
  /** `null` without good answers. */
  ffr: EstimatedShare | null
}

/**
 * Coverage and FFR on answers that the choice did not see: the groups (cases) are dealt into five folds by a seed, checks are chosen anew on
 * four of them and measured on the fifth. Wilson's interval is at the effective number of answers, for those of one case go together. `null`
 * with fewer than two groups.
 */
export function outOfFold(choosing: Choosing, groups: ArrayLike<number>, seed: number): OutOfFold | null {
  const { labels, verdicts } = choosing
  const distinct = [...new Set(Array.from(labels, (label, answer) => (label === UNLABELLED ? -1 : (groups[answer] as number))))]
  const dealt = seededRandom('folds', seed).shuffle(distinct.filter((group) => group >= 0).sort((a, b) => a - b))
  if (dealt.length < 2) return null
  const foldOf = new Map(dealt.map((group, index) => [group, index % FOLDS]))
  const counts = { bad: new Map<number, Count>(), good: new Map<number, Count>() }
  for (let fold = 0; fold < Math.min(FOLDS, dealt.length); fold++) {
    const isHeldBack = (answer: number) => labels[answer] !== UNLABELLED && foldOf.get(groups[answer] as number) === fold
    const seen = labels.map((label, answer) => (isHeldBack(answer) ? UNLABELLED : label))
    const { core, added } = chooseChecks({
      ...withoutAnswers(choosing, seen),
      mostSteps: choosing.mostSteps * STEPS_OF_A_FOLD,
      exhaust: false,
    })
    const chosen = [...choosing.pinned, ...core, ...added]
    for (const [answer, label] of labels.entries()) {
      if (!isHeldBack(answer)) continue
      const of = label === BAD ? counts.bad : counts.good
      const count = of.get(groups[answer] as number) ?? { successes: 0, trials: 0 }
      count.trials++
      if (chosen.some((check) => verdicts[check]?.[answer] === FAILED)) count.successes++
      of.set(groups[answer] as number, count)
    }
  }
  return { coverage: estimated(counts.bad), ffr: estimated(counts.good) }
}

interface Count {
  successes: number
  trials: number
}

/** Only what a fold may see, so that the screening sees no more of it. */
function withoutAnswers(choosing: Choosing, seen: Uint8Array): Choosing {
  const answers = Uint32Array.from([...seen.keys()].filter((answer) => seen[answer] !== UNLABELLED))
  const pick = (from: Uint8Array) => {
    const picked = new Uint8Array(answers.length)
    for (let index = 0; index < answers.length; index++) picked[index] = from[answers[index] as number] as number
    return picked
  }
  return { ...choosing, labels: pick(seen), verdicts: choosing.verdicts.map(pick) }
}

function estimated(counts: ReadonlyMap<number, Count>): EstimatedShare | null {
  const cases = [...counts.entries()].sort(([a], [b]) => a - b).map(([, count]) => count)
  const interval = proportionInterval(cases)
  if (!interval) return null
  const { value, low, high } = interval
  return { value, low, high, n: cases.reduce((sum, { trials }) => sum + trials, 0) }
}
