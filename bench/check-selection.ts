import { selectChecks } from '../src/check-writing/selection/select-checks.ts'
import { seededRandom } from '../src/random/seeded-random.ts'

/** How long choosing among many checks takes: `node bench/check-selection.ts [checks] [answers]`. */
const [checks = 500, answers = 10_000] = process.argv.slice(2).map(Number)
for (const [name, caught, lost] of [
  ['checks that catch little', 0.03, 0.005],
  ['checks that catch much', 0.25, 0.03],
  ['checks that fail everything', 0.6, 0.4],
] as const) {
  const random = seededRandom('bench', name)
  const labels = Uint8Array.from({ length: answers }, (_, answer) => (answer % 3 === 0 ? 0 : 1))
  const verdicts = Array.from({ length: checks }, () => labels.map((label) => (random.next() < (label === 1 ? caught : lost) ? 1 : 0)))
  const startedAt = performance.now()
  const { core, selected, coverage, ffr, optimal, bounds } = selectChecks({ verdicts, labels, tau: 0.25 })
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(2)
  const facts = { checks, answers, seconds, core: core.length, selected: selected.length, coverage, ffr, optimal, bounds }
  process.stdout.write(`${name}: ${JSON.stringify(facts)}\n`)
}
