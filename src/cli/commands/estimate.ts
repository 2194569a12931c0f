import { createVitest, parseCLI } from 'vitest/node'
import { estimateLines } from '../../../reporters/estimate-lines.ts'
import { estimatorOf } from '../../../reporters/run-registry.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { taskbench } from '../../vitest/plugin.ts'
import { asVitestStarts } from './as-vitest-starts.ts'

export interface EstimateCommandOptions extends Record<string, unknown> {
  json?: boolean
}

/** `taskbench estimate`: what the same command with `run` would need, in calls, tokens and money. Nothing is asked. */
export async function estimateCommand(filters: readonly string[], { json, ...options }: EstimateCommandOptions): Promise<void> {
  const { options: parsed } = parseCLI(['vitest', 'run'])
  // As `taskbench run` would: paid models count.
  process.env['TASKBENCH'] ??= 'live'
  const vitest = await createVitest(
    'test',
    { ...asVitestStarts(filters, parsed), ...options, watch: false, project: ['evals'], reporters: [{}] },
    { plugins: [taskbench()] },
  )
  try {
    const specifications = await vitest.globTestSpecifications([...filters]).catch((error: unknown) => {
      throw isOfFilters(error) ? new EvalError('config', error.message) : error
    })
    const estimate = estimatorOf(vitest)
    if (!estimate || specifications.length === 0) throw nothingFound(filters)
    const made = await estimate(specifications)
    process.stdout.write(json ? `${JSON.stringify(made, null, 2)}\n` : `${estimateLines(made).join('\n')}\n`)
  } finally {
    await vitest.close()
  }
}

function nothingFound(filters: readonly string[]): EvalError {
  const where = filters.length === 0 ? 'in this project' : `for ${filters.join(' ')}`
  return new EvalError('config', `found no evaluations ${where}`, {
    hint: 'task files are named NAME.task.yaml, suites in code NAME.eval.ts',
  })
}

/** A filter that Vitest refuses: `file:1-3`, or `file:line` of a file that is not there. */
function isOfFilters(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).includes('LOCATION_FILTER')
}
