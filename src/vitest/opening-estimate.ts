import { estimateLines } from '../../reporters/estimate-lines.ts'
import { EXIT_CODES } from '../../reporters/exit-codes.ts'
import type { Estimate } from '../schema/estimate.ts'
import { requirePrices } from '../services/require-prices.ts'
import { confirmed, costQuestion } from './confirm-cost.ts'
import { estimatePlan, planRun, unwrittenOf } from './estimate-run.ts'
import type { EstimateRunOptions } from './estimate-run.ts'
import { mayModelCost } from './may-model-cost.ts'

/**
 * The first lines of a run that may cost money: its estimate and, where `taskbench run` wants it, the question whether to go on. `null` where it
 * turns out that no money is spent: `only: 'general'` says that nothing but judges and writers of checks may cost any. Rejects with EvalError
 * config where a budget is set and one of them has no price.
 */
export async function openingEstimate(
  options: EstimateRunOptions,
  print: (line: string) => void,
  only: 'general' | 'anything' = 'anything',
): Promise<Estimate | null> {
  const { config, maySpend } = options
  const plan = await planRun({ ...options, lenient: true })
  const judges = [...new Set(plan.planned.flatMap(({ judge }) => (judge ? [judge.model] : [])))]
  const writers = config.judge.model && unwrittenOf(options, plan).length > 0 ? [config.judge.model] : []
  const general = [...new Set([...judges, ...writers])]
  if (only === 'general' && !general.some((model) => mayModelCost(model, maySpend))) return null
  requirePrices(general, config)
  const made = await estimatePlan(options, plan)
  if (made.rows.length + made.unknown.length > 0) for (const line of estimateLines(made)) print(line)
  const isPaid = maySpend && [...config.models, ...general].some(({ paid }) => paid)
  const question = process.env['TASKBENCH_ASK'] === '1' ? costQuestion(made, config.confirmAboveUsd, isPaid) : null
  if (question !== null && !(await confirmed(question, { input: process.stdin, output: process.stdout }))) {
    print('Not started: nothing was asked, nothing was spent.')
    // Vitest has no way to be told before its first test that it need not begin.
    process.exit(EXIT_CODES.declined)
  }
  return made
}
