import { EvalError } from '../../schema/eval-error.ts'
import type { RunComparison } from '../../schema/run-comparison.ts'
import { compareStoredRuns } from '../../services/compare-stored-runs.ts'
import { renderRunComparison } from '../../../reporters/compare-terminal.ts'
import { runComparisonMarkdown } from '../../../reporters/compare-markdown.ts'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { writeComparisonFile } from '../compare/write-comparison-file.ts'
import { whereResultsAre } from '../compare/where-results-are.ts'

export interface CompareCommandOptions {
  format: string
  output?: string
  flips: string
  margin?: string
  models?: string[]
  failOnWorse?: true
  results?: string
}

const PRINTED: Record<string, (found: RunComparison) => string> = {
  terminal: (found) => {
    const color = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined
    return `${renderRunComparison(found, { width: process.stdout.columns ?? 80, color })}\n`
  },
  json: (found) => `${JSON.stringify(found, null, 2)}\n`,
  markdown: runComparisonMarkdown,
}

/** `taskbench compare A B`: run B against run A; nothing is asked. */
export async function compare(a: string, b: string, options: CompareCommandOptions): Promise<void> {
  checkFormat(options)
  const flips = numberOf('--flips', options.flips, (value) => Number.isInteger(value) && value <= 10_000, 'a whole number from 0 to 10000')
  const margin =
    options.margin === undefined
      ? null
      : numberOf('--margin', options.margin, (value) => value > 0, 'a number above 0, as 0.02 for 2 points')
  const { root, resultsFolder, seed } = await whereResultsAre(options.results)
  const models = options.models === undefined ? {} : { models: options.models }
  const settings = { root, resultsFolder, env: process.env, flips, margin, seed, ...models }
  const print = PRINTED[options.format]
  const found = print ? await compareStoredRuns(a, b, settings) : await writeComparisonFile(a, b, { ...settings, output: options.output })
  if (print) process.stdout.write(print(found))
  if (options.failOnWorse && isWorse(found)) process.exitCode = EXIT_CODES.failed
}

function checkFormat({ format, output }: CompareCommandOptions): void {
  const legal = [...Object.keys(PRINTED), 'html']
  if (!legal.includes(format)) {
    throw new EvalError('config', `--format: found ${JSON.stringify(format.slice(0, 40))}`, { hint: `legal: ${legal.join(', ')}` })
  }
  if (output !== undefined && format !== 'html') {
    throw new EvalError('config', `--output: found it with --format ${format}, which is printed`, {
      hint: `Add --format html, or send what is printed to a file: taskbench compare … --format ${format} > FILE`,
    })
  }
}

function numberOf(flag: string, text: string, isLegal: (value: number) => boolean, expected: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && value >= 0 && isLegal(value)) return value
  throw new EvalError('config', `${flag}: found ${JSON.stringify(text.slice(0, 40))}, expected ${expected}`)
}

function isWorse({ tasks }: RunComparison): boolean {
  return tasks.some(({ models }) => models.some(({ metrics }) => metrics.some(({ primary, verdict }) => primary && verdict === 'worse')))
}
