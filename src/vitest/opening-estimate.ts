import { estimateLines } from '../../reporters/estimate-lines.ts'
import { EXIT_CODES } from '../../reporters/exit-codes.ts'
import type { Estimate } from '../schema/estimate.ts'
import { confirmed, costQuestion } from './confirm-cost.ts'
import { estimateRun } from './estimate-run.ts'
import type { EstimateRunOptions } from './estimate-run.ts'

/** The first lines of a run that may cost money: its estimate and, where `taskbench run` wants it, the question whether to go on. */
export async function openingEstimate(options: EstimateRunOptions, print: (line: string) => void): Promise<Estimate> {
  const made = await estimateRun({ ...options, lenient: true })
  if (made.rows.length + made.unknown.length > 0) for (const line of estimateLines(made)) print(line)
  const { models, confirmAboveUsd } = options.config
  const isPaid = options.maySpend && models.some(({ paid }) => paid)
  const question = process.env['TASKBENCH_ASK'] === '1' ? costQuestion(made, confirmAboveUsd, isPaid) : null
  if (question !== null && !(await confirmed(question, { input: process.stdin, output: process.stdout }))) {
    print('Not started: nothing was asked, nothing was spent.')
    // Vitest has no way to be told before its first test that it need not begin.
    process.exit(EXIT_CODES.declined)
  }
  return made
}
