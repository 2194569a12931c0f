import { runProject } from './bench-project.ts'
import type { Sample } from './bench-project.ts'
import { measures, projects } from './measures.ts'
import type { ProjectName } from './measures.ts'
import { printTable } from './print-table.ts'

const ROUNDS = 3

const samples = new Map<ProjectName, Sample[]>()
for (let round = 1; round <= ROUNDS; round++) {
  // Interleaved: what else the machine does falls on all projects alike.
  for (const name of Object.keys(projects) as ProjectName[]) {
    const sample = await runProject(projects[name])
    samples.set(name, [...(samples.get(name) ?? []), sample])
    console.error(
      `${round}/${ROUNDS} ${name.padEnd(18)} ${(sample.wallMs / 1e3).toFixed(2)} s  ${Math.round(sample.peakBytes / 2 ** 20)} MB`,
    )
  }
}
process.exitCode = printTable(measures, samples) ? 0 : 1
