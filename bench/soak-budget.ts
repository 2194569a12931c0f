import { countingServer } from './counting-server.ts'
import { KilledProject, sumOf } from './killed-project.ts'
import type { SoakRow } from './soak-row.ts'

const TASKS = 2
const CASES = 100
const TRIALS = 3
const CALLS = TASKS * CASES * TRIALS
const IN_FLIGHT = 16
/** At five tokens an answer, as the server says: one cent a call. */
const PRICE = { inputUsdPerMillion: 0, outputUsdPerMillion: 2_000 }
const NANO_USD_PER_CALL = 10_000_000
const NEED_USD = CALLS / 100

/** A run on half the money that it needs, and its resumption with enough. */
export const soakBudget: SoakRow = {
  name: 'budget of half the need',
  async run() {
    const server = await countingServer(sumOf)
    const project = new KilledProject(server.baseUrl, CASES, { price: PRICE, concurrency: IN_FLIGHT })
    try {
      const half = await project.run({ TASKBENCH_BUDGET_USD: String(NEED_USD / 2) })
      const [run = ''] = project.runs()
      const status = project.report(run).run.status
      const spent = project.spentNanoUsd(run)
      const most = (NEED_USD / 2) * 1e9 + IN_FLIGHT * NANO_USD_PER_CALL
      const whole = await project.run({ TASKBENCH_RESUME: run, TASKBENCH_BUDGET_USD: String(NEED_USD * 2) })
      const { answered, status: resumed } = endOf(project, run)
      const again = [...server.asked.values()].reduce((sum, count) => sum + Math.max(0, count - TRIALS), 0)
      return [
        {
          what: 'US dollars spent',
          found: usd(spent),
          expected: `≤ ${usd(most)}, budget and calls in flight`,
          ok: spent > 0 && spent <= most,
        },
        {
          what: 'status and exit code',
          found: `${status}, ${half.code}`,
          expected: 'incomplete, not 0',
          ok: status === 'incomplete' && half.code !== 0,
        },
        { what: 'status when resumed with enough', found: `${resumed}, ${whole.code}`, expected: 'complete', ok: resumed === 'complete' },
        { what: 'trials answered then', found: String(answered), expected: String(CALLS), ok: answered === CALLS },
        { what: 'calls made twice', found: String(again), expected: '0', ok: again === 0 },
      ]
    } finally {
      project.remove()
      await server.close()
    }
  },
}

function endOf(project: KilledProject, run: string): { answered: number; status: string } {
  const { results, run: end } = project.report(run)
  return { answered: results.reduce((sum, { trials }) => sum + trials.answered, 0), status: end.status }
}

const usd = (nanoUsd: number): string => (nanoUsd / 1e9).toFixed(2)
