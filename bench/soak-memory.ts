import { join } from 'node:path'
import { openReport } from './open-report.ts'
import { emptyTests, taskTests } from './plans.ts'
import { runFolder } from './read-run.ts'
import { samplePlan } from './sample-plan.ts'
import type { SoakRow } from './soak-row.ts'

const CASES = 10_000
const TRIALS = 10
const MOST_OF_EMPTY = 1.5
/** What a run may grow by from its third quarter to its last. */
const MOST_GROWTH = 1.1

/** Memory of a large run against that of as many empty tests, and whether its report opens. */
export const soakMemory: SoakRow = {
  name: '10,000 tests × 10 trials',
  async run() {
    const empty = await samplePlan(emptyTests(CASES), { memory: true })
    let shown = ''
    const full = await samplePlan(taskTests({ cases: CASES, trials: TRIALS, checks: [{ kind: 'equals' }] }), {
      memory: true,
      look: async (root) => void (shown = await openReport(join(runFolder(root), 'report.html'))),
    })
    const ratio = full.peakBytes / empty.peakBytes
    const growth = largest(full.memory, 0.75, 1) / largest(full.memory, 0.5, 0.75)
    return [
      {
        what: 'peak of memory / empty tests',
        found: `${ratio.toFixed(2)} (${megabytes(full.peakBytes)} / ${megabytes(empty.peakBytes)} MB)`,
        expected: `≤ ${MOST_OF_EMPTY}`,
        ok: ratio <= MOST_OF_EMPTY,
      },
      { what: 'memory, last quarter / third quarter', found: growth.toFixed(2), expected: `≤ ${MOST_GROWTH}`, ok: growth <= MOST_GROWTH },
      { what: 'the report in a browser', found: shown, expected: 'opens', ok: shown.startsWith('opens') },
      { what: 'wall', found: `${(full.wallMs / 1e3).toFixed(1)} s`, expected: '–', ok: true },
    ]
  },
}

function largest(memory: readonly number[], from: number, to: number): number {
  return Math.max(...memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * to)))
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}
