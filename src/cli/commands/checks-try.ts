import { relative } from 'node:path'
import { stripControl } from '../../text/strip-control.ts'
import { labelsFileOf } from '../../check-writing/labels-file.ts'
import { triedSummary } from '../../check-writing/tried-summary.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { tryTask } from '../../services/try-task.ts'
import { renderTried } from '../checks/render-tried.ts'

export interface ChecksTryOptions {
  run?: string
  results?: string
  seed?: string
  mutants?: string
  matrix?: true
  json?: true
}

const MOST_MUTANTS = 1_000

/** `taskbench checks try`: a task's checks on gold, on mutants and on stored answers; nothing is asked. */
export async function checksTry(name: string, options: ChecksTryOptions): Promise<void> {
  const { run, results, seed, mutants } = options
  const { task, tried, runs, lost } = await tryTask({
    root: process.cwd(),
    task: name,
    run,
    results,
    env: process.env,
    ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed, Number.MAX_SAFE_INTEGER) }),
    ...(mutants === undefined ? {} : { perMutator: wholeNumber('--mutants', mutants, MOST_MUTANTS) }),
  })
  const summary = triedSummary(task.checks, tried)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ task: task.name, runs, ...summary, lostLabels: lost }, null, 2)}\n`)
    return
  }
  const say = (line: string) => process.stdout.write(`${line}\n`)
  say(
    `${task.name}: ${task.checks.length} ${task.checks.length === 1 ? 'check' : 'checks'}, ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`,
  )
  if (task.checks.length === 0) say('there are no checks; write some in the task file, or in NAME.checks.yaml beside it')
  else say(renderTried(summary, options.matrix, process.stdout.columns))
  if (lost.length === 0) return
  say(
    `\n${lost.length} ${lost.length === 1 ? 'label' : 'labels'} in ${relative(process.cwd(), labelsFileOf(task.file))} skipped, for the answers are not stored any more:`,
  )
  for (const label of lost)
    say(stripControl(`  ${label.case} · ${label.model} · ${label.label}${label.reason ? ` · ${label.reason}` : ''} · ${label.run}`))
}

function wholeNumber(flag: string, text: string, most: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0 && number <= most) return number
  throw new EvalError('config', `${flag}: found ${JSON.stringify(text.slice(0, 40))}, expected a whole number from 0 to ${most}`)
}
