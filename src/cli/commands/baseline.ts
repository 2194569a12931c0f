import { relative } from 'node:path'
import { BASELINE_VARIABLE, baselineFile, findBaselineFile, readBaseline } from '../../records/baseline-file.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { setBaseline } from '../../services/set-baseline.ts'
import { stripControl } from '../../text/strip-control.ts'
import { baselineLines } from '../../../reporters/baseline-lines.ts'
import { whereResultsAre } from '../compare/where-results-are.ts'

export interface SetBaselineCommandOptions {
  name: string
  answers?: true
  results?: string
}

/** `taskbench baseline set RUN`: the scores of its cases as a small file that can be committed. */
export async function setBaselineCommand(run: string, { name, answers, results }: SetBaselineCommandOptions): Promise<void> {
  const { root, resultsFolder } = await whereResultsAre(results)
  const { file, baseline, warnings } = await setBaseline({ root, resultsFolder, run, name, answers: answers === true })
  for (const warning of warnings) process.stderr.write(`warning: ${stripControl(warning)}\n`)
  print([...baselineLines(baseline, width()), '', `written  ${near(file)}${answers ? ', with answers' : ''}`])
}

/** `taskbench baseline show [NAME]`: what a baseline holds. */
export async function showBaselineCommand(name: string): Promise<void> {
  const { root } = await whereResultsAre(undefined)
  const file = findBaselineFile(root, name, process.env)
  if (file === null) {
    throw new EvalError('config', `There is no baseline ${near(baselineFile(root, name))}, and ${BASELINE_VARIABLE} names none`, {
      hint: `Set one: taskbench baseline set RUN${name === 'main' ? '' : ` --name ${name}`}`,
    })
  }
  print([near(file), ...baselineLines(readBaseline(file), width())])
}

const width = (): number => process.stdout.columns ?? 80

function near(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.map(stripControl).join('\n')}\n`)
}
