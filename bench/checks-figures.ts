import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heldOutKills, killedOf } from '../src/services/testing/held-out-kills.ts'
import type { HeldOutKills } from '../src/services/testing/held-out-kills.ts'
import { printCells } from './print-table.ts'

/**
 * What checks that the simulated writer wrote for half of a suite's cases do on the other half, with other damages: `npm run checks:figures
 * [splits]`. Ends with 1 where they kill too few of the damages to the form, or fail gold.
 */
const [splits = 3] = process.argv.slice(2).map(Number)
const SEEDS = [101, 102, 103]
const LEAST_KILLED = 0.95

const folder = mkdtempSync(join(tmpdir(), 'taskbench-figures-'))
try {
  const all: HeldOutKills[] = []
  for (const name of ['lecture-concepts', 'support-triage', 'invoice-fields'])
    all.push(await heldOutKills(name, { resultsFolder: folder, splits, seeds: SEEDS, perMutator: 3 }))
  const head = ['task', 'checks', 'gold failed', 'format killed', 'content killed', 'verdict']
  printCells([head, ...all.map(row)])
  console.log('')
  printCells([
    ['killed', 'class', ...all.map(({ task }) => task)],
    ...mutators(all).map(([name, of]) => [name, of, ...all.map(cell(name))]),
  ])
  if (!all.every(holds)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function row(kills: HeldOutKills): string[] {
  const { task, checks, gold, goldFailed } = kills
  const [format, content] = (['format', 'content'] as const).map((of) => killedOf(kills, of))
  const perSplit = (checks / (2 * splits)).toFixed(1)
  return [task, perSplit, `${goldFailed}/${gold}`, share(format), share(content), holds(kills) ? 'ok' : 'FALLS SHORT']
}

function holds(kills: HeldOutKills): boolean {
  const { killed, changing } = killedOf(kills, 'format')
  return killed >= LEAST_KILLED * changing && kills.goldFailed === 0
}

function mutators(all: readonly HeldOutKills[]): [string, string][] {
  return [...new Map(all.flatMap(({ rows }) => rows.map((each) => [each.mutator, each.class] as [string, string])))]
}

function cell(mutator: string): (kills: HeldOutKills) => string {
  return ({ rows }) => {
    const found = rows.find((each) => each.mutator === mutator)
    return share(found && { killed: found.killed, changing: found.meaningChanging })
  }
}

function share(of: { killed: number; changing: number } | undefined): string {
  return !of || of.changing === 0 ? '–' : `${of.killed}/${of.changing} (${((100 * of.killed) / of.changing).toFixed(1)} %)`
}
