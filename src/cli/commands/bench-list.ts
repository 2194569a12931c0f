import { DEFAULT_SCENARIOS, STANDARD_SCENARIOS } from '../../benchmark/standard-scenarios.ts'
import { loadSentence } from '../../benchmark/load/load-sentence.ts'
import { plainTable } from '../../../reporters/plain-table.ts'

/** `taskbench bench list`: the standard scenarios, those that run by default marked. */
export function benchList(): void {
  const rows = [...STANDARD_SCENARIOS.values()].map((scenario) => [
    `${(DEFAULT_SCENARIOS as readonly string[]).includes(scenario.name) ? '*' : ' '} ${scenario.name}`,
    loadSentence(scenario),
    scenario.description,
  ])
  const lines = plainTable(['scenario', 'load', 'what it shows'], rows, process.stdout.columns)
  process.stdout.write(`${[...lines, '', '* run where none is named'].join('\n')}\n`)
}
