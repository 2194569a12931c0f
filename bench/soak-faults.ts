import { faultTests } from './plans.ts'
import { readTrials } from './read-run.ts'
import { samplePlan } from './sample-plan.ts'
import type { Sample } from './sample-plan.ts'
import type { SoakRow } from './soak-row.ts'

const TRIALS = 2_000
const FAULTS = { rateLimit: 0.1, serverError: 0.05, resetBefore: 0.015, resetInside: 0.015 }
const MOST_REQUESTS_PER_TRIAL = 1.25

/** A run through 429, 500 and resets against the same run without. */
export const soakFaults: SoakRow = {
  name: '2,000 calls with 10 % 429, 5 % 500, 3 % resets',
  async run() {
    const calm = await verdicts({})
    const shaken = await verdicts(FAULTS)
    const requests = shaken.sample.served?.requests ?? Number.NaN
    const different = [...calm.byCase].filter(([id, verdict]) => shaken.byCase.get(id) !== verdict)
    return [
      { what: 'trials answered', found: String(shaken.answered), expected: String(TRIALS), ok: shaken.answered === TRIALS },
      {
        what: 'requests per trial',
        found: (requests / TRIALS).toFixed(3),
        expected: `≤ ${MOST_REQUESTS_PER_TRIAL}`,
        ok: requests <= MOST_REQUESTS_PER_TRIAL * TRIALS,
      },
      { what: 'verdicts that differ from the run without', found: String(different.length), expected: '0', ok: different.length === 0 },
      {
        what: 'wall, and that of the run without',
        found: `${seconds(shaken.sample)} and ${seconds(calm.sample)}`,
        expected: '–',
        ok: true,
      },
    ]
  },
}

async function verdicts(faults: object): Promise<{ sample: Sample; byCase: Map<string, string>; answered: number }> {
  let byCase = new Map<string, string>()
  let answered = 0
  const sample = await samplePlan(faultTests(TRIALS, faults), {
    look: async (root) => {
      const trials = readTrials(root)
      byCase = new Map(trials.map((trial) => [trial.case, `${trial.status} ${trial.verdict}`]))
      answered = trials.filter(({ status }) => status === 'answered').length
    },
  })
  return { sample, byCase, answered }
}

function seconds({ wallMs }: Sample): string {
  return `${(wallMs / 1e3).toFixed(1)} s`
}
