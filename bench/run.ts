import { loadavg } from 'node:os'
import { measures, plans } from './measures.ts'
import type { PlanName } from './measures.ts'
import { printTable } from './print-table.ts'
import { samplePlan } from './sample-plan.ts'
import type { Sample } from './sample-plan.ts'

const ROUNDS = 3

// Words on the command line choose measures by name.
const words = process.argv.slice(2)
const chosen = measures.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const names = (Object.keys(plans) as PlanName[]).filter((name) => chosen.some(({ of, to }) => of === name || to === name))
const weighed = new Set(chosen.filter(({ figure }) => figure === 'peakBytes').flatMap(({ of, to }) => [of, to]))
const samples = new Map<PlanName, Sample[]>()
for (let round = 1; round <= ROUNDS; round++) {
  // Interleaved: what else the machine does falls on all plans alike.
  for (const name of names) {
    const sample = await samplePlan(plans[name], { memory: weighed.has(name) })
    samples.set(name, [...(samples.get(name) ?? []), sample])
    const { wallMs, cpuMs, peakBytes } = sample
    const memory = weighed.has(name) ? `  ${Math.round(peakBytes / 2 ** 20)} MB` : ''
    const times = `${(wallMs / 1e3).toFixed(2)} s  CPU ${(cpuMs / 1e3).toFixed(2)} s`
    console.error(`${round}/${ROUNDS} ${name.padEnd(18)} ${times}${memory}  load ${loadavg()[0]?.toFixed(1)}`)
  }
}
process.exitCode = printTable(chosen, samples) ? 0 : 1
