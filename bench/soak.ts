import { loadavg } from 'node:os'
import { printCells } from './print-table.ts'
import type { SoakRow } from './soak-row.ts'
import { soakBudget } from './soak-budget.ts'
import { soakFaults } from './soak-faults.ts'
import { soakKills } from './soak-kill.ts'
import { soakMemory } from './soak-memory.ts'

/** Long checks of what must hold. Words on the command line choose rows by name. */
const rows: readonly SoakRow[] = [soakFaults, soakBudget, soakKills, soakMemory]

const words = process.argv.slice(2)
const chosen = rows.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const table = [['check', 'found', 'expected', 'verdict']]
for (const { name, run } of chosen) {
  const start = performance.now()
  const findings = await run()
  for (const { what, found, expected, ok } of findings) table.push([`${name}: ${what}`, found, expected, ok ? 'ok' : 'FALLS SHORT'])
  console.error(`${name}: ${((performance.now() - start) / 1e3).toFixed(0)} s, load ${loadavg()[0]?.toFixed(1)}`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}
printCells(table)
