import { refersToGold } from '../check-writing/refers-to-gold.ts'
import { tryChecks } from '../check-writing/try-checks.ts'
import { FAILED } from '../check-writing/selection/verdict-matrix.ts'
import type { KillRow } from '../check-writing/tried-checks.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { Case } from '../schema/case.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import type { Task } from '../schema/task.ts'

/** What locked checks do on cases that they were neither written from nor tried on. */
export interface HeldBackFigures {
  cases: number
  /** Checks of the task file that were tried beside them. */
  own: number
  /** Right answers, and those that a check fails. */
  gold: number
  goldFailed: number
  mutators: Omit<KillRow, 'killedBy'>[]
}

const MUTANTS_PER_MUTATOR = 3
const MOST_DAMAGED = 300

/** Deals a task's cases into those that checks are written from and a share that is held back; at least one case stays. */
export function dealCases(cases: readonly Case[], share: number, seed: number): { used: Case[]; held: Case[] } {
  const count = Math.min(cases.length - 1, Math.round(cases.length * share))
  const held = new Set(seededRandom('held back', seed).shuffle(cases).slice(0, count))
  return { used: cases.filter((subject) => !held.has(subject)), held: cases.filter((subject) => held.has(subject)) }
}

/** Tries the checks of a file, and the task's own that do not look at gold, on cases that were held back, with other damages; nothing is asked. */
export async function tryHeldBack(task: Task, file: ChecksFile, held: readonly Case[], seed: number): Promise<HeldBackFigures> {
  const own = task.checks.filter((check) => check.place?.file === task.file && !refersToGold(check))
  const checks = [...own, ...file.checks.map(({ check }) => check)]
  const tried = await tryChecks({
    task: { ...task, cases: [...held] },
    checks,
    mutants: { seed: seed + 1, perMutator: MUTANTS_PER_MUTATOR, mostCases: MOST_DAMAGED },
  })
  const gold = [...tried.answers.keys()].filter((index) => tried.answers[index]?.origin === 'gold')
  const failed = gold.filter((index) => tried.verdicts.some((of) => of[index] === FAILED))
  return {
    cases: held.length,
    own: own.length,
    gold: gold.length,
    goldFailed: failed.length,
    mutators: tried.kills.map(({ killedBy: _, ...row }) => row),
  }
}
