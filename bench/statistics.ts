import { hash } from 'node:crypto'
import { everyFigure, METRICS, sampleTrials } from '../scripts/statistics/every-figure.ts'
import { seededRandom } from '../src/random/seeded-random.ts'

/**
 * How long all intervals, comparisons and ranks of a large run take: `npm run bench:statistics [models] [cases]`, twice, the second time with the
 * records in another order. Ends with 1 over 10 s of CPU time (one thread: the time on an idle machine) or where the two differ in a bit.
 */
const [models = 10, cases = 10_000] = process.argv.slice(2).map(Number)
const MOST_SECONDS = 10

const records = sampleTrials(models, cases)
const runs = [records, seededRandom('order').shuffle(records)].map((list) => {
  const began = performance.now()
  const cpu = process.cpuUsage()
  const figures = everyFigure(list)
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - began) / 1e3, cpuSeconds: (user + system) / 1e6, digest: hash('sha256', JSON.stringify(figures)) }
})
for (const { seconds, cpuSeconds, digest } of runs) {
  console.log(
    `${models} models × ${cases} cases × ${METRICS.length} metrics: ${seconds.toFixed(2)} s (CPU ${cpuSeconds.toFixed(2)} s), ${digest.slice(0, 16)}`,
  )
}
const isSame = new Set(runs.map(({ digest }) => digest)).size === 1
console.log(isSame ? 'the same to the last bit, in any order of the records' : 'the two runs DIFFER')
if (!isSame || runs.some(({ cpuSeconds }) => cpuSeconds > MOST_SECONDS)) process.exitCode = 1
