import { resolve } from 'node:path'
import { FAILED } from '../../check-writing/selection/verdict-matrix.ts'
import { suite } from '../../check-writing/testing/suites.ts'
import type { KillRow } from '../../check-writing/tried-checks.ts'
import { tryChecks } from '../../check-writing/try-checks.ts'
import { loadConfig } from '../../config/load-config.ts'
import { writerModel } from '../../config/writer-model.ts'
import { casesWithGold } from '../../mutators/mutants-of.ts'
import type { MutatorClass } from '../../mutators/define-mutator.ts'
import { seededRandom } from '../../random/seeded-random.ts'
import type { Case } from '../../schema/case.ts'
import { openAskingEngine } from '../asking-engine.ts'
import { writeChecks } from '../write-checks.ts'

/** What happened to the damages of one mutator; only those that change the meaning can be killed. */
export type HeldOutRow = Pick<KillRow, 'mutator' | 'class' | 'meaningChanging' | 'killed'>

/** What checks did on answers that they were neither written nor chosen from. */
export interface HeldOutKills {
  task: string
  /** Of all splits. */
  checks: number
  gold: number
  /** Gold answers that at least one check failed. */
  goldFailed: number
  rows: HeldOutRow[]
}

export interface HeldOutOptions {
  /** Where calls are kept. */
  resultsFolder: string
  /** Each split is two writings: every half once is what is held back. */
  splits: number
  /** Seeds of the damages, other than those of writing. */
  seeds: readonly number[]
  perMutator: number
}

const root = resolve(import.meta.dirname, '../../..')

/** Has checks written for a half of the cases of one of this project's suites by the simulated writer, and tries them on the other half. */
export async function heldOutKills(name: string, { resultsFolder, splits, seeds, perMutator }: HeldOutOptions): Promise<HeldOutKills> {
  const config = { ...(await loadConfig({ root, env: {} })), resultsFolder }
  const task = { ...(await suite(name)), checks: [] }
  const model = writerModel('sim:careful', config)
  const engine = await openAskingEngine({ config, env: {}, folder: '.check-writing', model })
  const sum: HeldOutKills = { task: name, checks: 0, gold: 0, goldFailed: 0, rows: [] }
  try {
    for (const [half, rest] of halves(task.cases, splits)) {
      const { file } = await writeChecks({ task, config, ask: engine.ask, model, cases: half })
      sum.checks += file.checks.length
      sum.gold += casesWithGold({ ...task, cases: rest }).length
      for (const [index, seed] of seeds.entries()) {
        const checks = file.checks.map(({ check }) => check)
        const { kills, answers, verdicts } = await tryChecks({ task: { ...task, cases: rest }, checks, mutants: { seed, perMutator } })
        addRows(sum.rows, kills)
        if (index > 0) continue
        const failed = (answer: number) => verdicts.some((of) => of[answer] === FAILED)
        sum.goldFailed += answers.filter(({ origin }, answer) => origin === 'gold' && failed(answer)).length
      }
    }
  } finally {
    await engine.close()
  }
  return sum
}

/** Damages of a class that were killed, of those that change the meaning. */
export function killedOf({ rows }: HeldOutKills, of: MutatorClass): { killed: number; changing: number } {
  const own = rows.filter((row) => row.class === of)
  return {
    killed: own.reduce((sum, { killed }) => sum + killed, 0),
    changing: own.reduce((sum, { meaningChanging }) => sum + meaningChanging, 0),
  }
}

function halves(cases: readonly Case[], splits: number): [Case[], Case[]][] {
  return Array.from({ length: splits }, (_, split) => {
    const shuffled = seededRandom('held out', split).shuffle(cases)
    const middle = Math.ceil(shuffled.length / 2)
    return [shuffled.slice(0, middle), shuffled.slice(middle)] as [Case[], Case[]]
  }).flatMap(([one, other]): [Case[], Case[]][] => [
    [one, other],
    [other, one],
  ])
}

function addRows(rows: HeldOutRow[], kills: readonly KillRow[]): void {
  for (const { mutator, class: of, meaningChanging, killed } of kills) {
    const known = rows.find((row) => row.mutator === mutator)
    if (known) {
      known.meaningChanging += meaningChanging
      known.killed += killed
    } else rows.push({ mutator, class: of, meaningChanging, killed })
  }
}
