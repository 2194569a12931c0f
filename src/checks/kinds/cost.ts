import { z } from 'zod'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'

const NANO_USD = 1e9

/** What the trial costs, within a limit in US dollars. An unknown price is undecided. */
export const cost = defineCheck({
  kind: 'cost',
  passesWhen: 'the trial costs at most `maxUsd`',
  schema: z.strictObject({ maxUsd: z.number().min(0) }),
  expense: 'cheap',
  instruction: false,
  apply({ maxUsd }, { costNanoUsd }) {
    if (costNanoUsd === null) return undecided('the price of the answer is not known')
    return verdict(costNanoUsd <= Math.round(maxUsd * NANO_USD), dollars(costNanoUsd), `at most ${dollars(maxUsd * NANO_USD)}`)
  },
})

/** Dollars with as many decimals as there are, at most nine. */
function dollars(nanoUsd: number): string {
  return `$${(nanoUsd / NANO_USD).toFixed(9).replace(/\.?0+$/, '')}`
}
