import { countNew } from './bit-rows.ts'
import { isBetter, withCheck } from './cover-problem.ts'
import type { Choice, CoverProblem, Failed } from './cover-problem.ts'

type Score = (gain: number, newGood: number) => number

/** The better of two greedy choices: by bad answers alone, and by bad answers per good one that is lost. Checks that proved needless are left out. */
export function greedyChoice(problem: CoverProblem, start: Failed): Choice {
  const scores: Score[] = [(gain) => gain, (gain, newGood) => gain / (1 + newGood)]
  const [first, second] = scores.map((score) => withoutNeedless(problem, start, greedy(problem, start, score)))
  return isBetter(second as Choice, first as Choice) ? (second as Choice) : (first as Choice)
}

function greedy(problem: CoverProblem, start: Failed, score: Score): number[] {
  const chosen: number[] = []
  let failed = start
  while (failed.badCount < problem.enoughBad) {
    let best = -1
    let bestScore = 0
    for (let check = 0; check < problem.checks; check++) {
      const gain = countNew(problem.bad, check, failed.bad)
      if (gain === 0) continue
      const newGood = countNew(problem.good, check, failed.good)
      if (failed.goodCount + newGood > problem.mostGood || score(gain, newGood) <= bestScore) continue
      best = check
      bestScore = score(gain, newGood)
    }
    if (best < 0) break
    failed = withCheck(problem, failed, best)
    chosen.push(best)
  }
  return chosen
}

function withoutNeedless(problem: CoverProblem, start: Failed, chosen: readonly number[]): Choice {
  let kept = [...chosen]
  let choice = choiceOf(problem, start, kept)
  for (const check of chosen) {
    const fewer = kept.filter((other) => other !== check)
    const without = choiceOf(problem, start, fewer)
    if (!isBetter(without, choice)) continue
    kept = fewer
    choice = without
  }
  return choice
}

function choiceOf(problem: CoverProblem, start: Failed, chosen: readonly number[]): Choice {
  const failed = chosen.reduce((before, check) => withCheck(problem, before, check), start)
  return {
    bad: Math.min(problem.enoughBad, failed.badCount),
    good: failed.goodCount,
    chosen: [...chosen].sort((a, b) => a - b),
  }
}
