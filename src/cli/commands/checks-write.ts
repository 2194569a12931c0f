import { relative } from 'node:path'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { loadConfig } from '../../config/load-config.ts'
import { writerModel } from '../../config/writer-model.ts'
import { formatCost } from '../../report/format-metric.ts'
import type { Config } from '../../schema/config.ts'
import { EvalError } from '../../schema/eval-error.ts'
import type { Model } from '../../schema/model.ts'
import type { Task } from '../../schema/task.ts'
import { openAskingEngine } from '../../services/asking-engine.ts'
import type { AskingEngine } from '../../services/asking-engine.ts'
import { estimateWriting } from '../../services/estimate-writing.ts'
import { findTaskFile, taskFiles } from '../../services/find-task-file.ts'
import { dealCases, tryHeldBack } from '../../services/held-back.ts'
import { needsChecks } from '../../services/previous-checks.ts'
import { writeTaskChecks } from '../../services/write-task-checks.ts'
import { loadTask } from '../../tasks/load-task.ts'
import { stripControl } from '../../text/strip-control.ts'
import { confirmed, costQuestion } from '../../vitest/confirm-cost.ts'
import { writtenLines } from '../checks/written-lines.ts'
import { isAttended } from '../is-attended.ts'
import { untilInterrupted } from '../until-interrupted.ts'

export interface ChecksWriteOptions {
  all?: true
  model?: string
  seed?: string
  run?: string
  results?: string
  holdBack?: string
  dryRun?: true
  json?: true
  yes?: true
}

/** `taskbench checks write`: a model writes a task's checks; they are tried, chosen, locked in a file and shown. */
export async function checksWrite(names: readonly string[], options: ChecksWriteOptions): Promise<void> {
  const settings = readOptions(options)
  const root = process.cwd()
  const config = await loadConfig({ root, env: process.env, overrides: { results: options.results, seed: settings.seed } })
  const tasks = tasksOf(names, options, root, config)
  if (tasks.length === 0) return say('every task has checks that were written for it as it is')
  const model = writerModel(options.model, config)
  if (!(await mayCost(tasks, model, config, options))) return
  const engine = await openAskingEngine({ config, env: process.env, folder: '.check-writing', model })
  const results: object[] = []
  const writeAll = async (signal: AbortSignal) => {
    const writing = { config, model, engine, options, holdBack: settings.holdBack, signal }
    for (const task of tasks) results.push(await writeOne(task, writing).catch((error: unknown) => saidOf(task, error, tasks.length)))
  }
  try {
    await untilInterrupted('interrupted: what was not written yet is as it was', writeAll)
  } finally {
    await engine.close()
    if (options.json) process.stdout.write(`${JSON.stringify({ tasks: results, cost: engine.spent() }, null, 2)}\n`)
    else sayCost(model, engine)
  }
}

interface Writing {
  config: Config
  model: Model
  engine: AskingEngine
  options: ChecksWriteOptions
  holdBack: number
  signal: AbortSignal
}

/** Writes for one task and shows it. Returns what `--json` says of it. */
async function writeOne(task: Task, { config, model, engine, options, holdBack, signal }: Writing): Promise<object> {
  const quiet = options.json === true
  const by = model.simulated ? 'simulated: rules stand in for a model, nothing is understood' : 'it reads the task, then writes checks'
  if (!quiet) say(`${task.name}: ${model.label} (${by}) …\n`)
  const { used, held } = dealCases(task.cases, holdBack, config.seed)
  const done = await writeTaskChecks({
    task,
    config,
    model,
    ask: engine.ask,
    cases: used,
    run: options.run,
    dryRun: options.dryRun === true,
    signal,
  })
  const heldBack = held.length === 0 ? null : await tryHeldBack(task, done.file, held, config.seed)
  const path = relative(process.cwd(), done.path)
  if (!quiet) {
    say(writtenLines(done, heldBack, process.stdout.columns).join('\n'))
    say(
      options.dryRun
        ? `\n${path}: a dry run, nothing was written\n`
        : `\n${path} was written: look at it, and say reviewed: true of what you keep\n`,
    )
  }
  const { file, written } = done
  return {
    task: task.name,
    file: path,
    written: written !== null && !options.dryRun,
    model: model.label,
    simulated: model.simulated,
    requirements: written?.requirements ?? [],
    notes: written?.notes ?? [],
    checks: file,
    heldBack,
  }
}

/** Of several tasks one that nothing could be written for does not keep the others from being written for; what stops all is thrown. */
function saidOf(task: Task, error: unknown, tasks: number): object {
  if (!EvalError.is(error) || tasks === 1 || !['invalid-response', 'refusal', 'config'].includes(error.kind)) throw error
  process.stderr.write(`${stripControl(`${task.name}: ${error.message}`)}\n`)
  process.exitCode = EXIT_CODES.failed
  return { task: task.name, written: false, error: error.message }
}

function tasksOf(names: readonly string[], { all }: ChecksWriteOptions, root: string, config: Config): Task[] {
  if (all && names.length > 0) throw new EvalError('config', '--all writes for every task: found names of tasks beside it')
  if (!all && names.length === 0) throw new EvalError('config', 'found no task to write checks for', { hint: 'name one, or say --all' })
  if (!all) return names.map((name) => loadTask(findTaskFile(name, root), config))
  return taskFiles(root)
    .map((file) => loadTask(file, config))
    .filter(needsChecks)
}

/** Asks on a terminal before what may cost more than the config's threshold. */
async function mayCost(tasks: readonly Task[], model: Model, config: Config, { yes, json }: ChecksWriteOptions): Promise<boolean> {
  if (yes || json || !isAttended()) return true
  const question = costQuestion(estimateWriting(tasks, model, config), config.confirmAboveUsd, model.paid, 'Writing these checks')
  if (question === null || (await confirmed(question, { input: process.stdin, output: process.stdout }))) return true
  say('Not started: nothing was asked, nothing was spent.')
  process.exitCode = EXIT_CODES.declined
  return false
}

function readOptions({ seed, holdBack = '0' }: ChecksWriteOptions): { seed: number | undefined; holdBack: number } {
  const share = Number(holdBack)
  if (!(share >= 0 && share <= 0.9))
    throw new EvalError('config', `--hold-back: found ${JSON.stringify(holdBack.slice(0, 40))}, expected a share from 0 to 0.9`)
  if (seed === undefined) return { seed, holdBack: share }
  const number = Number(seed)
  if (Number.isInteger(number) && number >= 0 && number <= 0xffffffff) return { seed: number, holdBack: share }
  throw new EvalError('config', `--seed: found ${JSON.stringify(seed.slice(0, 40))}, expected a whole number from 0 to ${0xffffffff}`)
}

function sayCost({ label, simulated }: Model, engine: AskingEngine): void {
  const { calls, nanoUsd, unpriced } = engine.spent()
  const cost = calls === 0 ? '' : `, ${formatCost(nanoUsd, unpriced)}${simulated ? ' at simulated prices' : ''}`
  say(
    `Calls of ${label}: ${calls}${cost} (what was asked before is not asked again); they stand in ${relative(process.cwd(), engine.journal)}`,
  )
}

const say = (text: string): void => void process.stdout.write(`${text.split('\n').map(stripControl).join('\n')}\n`)
