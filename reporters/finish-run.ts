import { failsGate } from '../src/report/gate-outcome.ts'
import { join, relative } from 'node:path'
import { openFileRecordStore } from '../src/records/file-record-store.ts'
import { useCasesOf } from '../src/records/list-runs.ts'
import { resumeCommand } from '../src/records/resume-command.ts'
import { recordsFolder } from '../src/records/run-paths.ts'
import { EvalError } from '../src/schema/eval-error.ts'
import { GATES_DECIDED } from '../src/schema/is-not-asked.ts'
import type { RecordStore } from '../src/schema/record-store.ts'
import type { Report } from '../src/schema/report.ts'
import type { RunStatus } from '../src/schema/run-header.ts'
import type { RunView } from '../src/schema/run-view.ts'
import { shellWord } from '../src/text/shell-word.ts'
import { stripControl } from '../src/text/strip-control.ts'
import { baselinesOf } from './baselines-of.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { outputFormats } from './output-formats.ts'
import { placedMessage } from './format-problem.ts'
import type { ReportsAhead } from './reports-ahead.ts'
import { renderComparison } from './terminal.ts'
import { writeReports } from './write-reports.ts'

export interface FinishOptions {
  run: RunView
  /** What was made of its records while it went on. */
  ahead: ReportsAhead | null
  /** The run's own id, or those found in merged blobs. */
  runIds: readonly string[]
  merged: boolean
  interrupted: boolean
  /** Notes of skipped tests with their counts. */
  skipped: ReadonlyMap<string, number>
  /** What there is to say of each model that was given up, by its label. */
  abandoned: ReadonlyMap<string, string>
  /** Labels of judges that left a question undecided. */
  openJudges: ReadonlySet<string>
  /** Why not all files ran to their end. */
  notRun: readonly string[]
  /** Some evaluations were chosen: they ran, or were skipped with a reason. */
  chosen: boolean
  /** Evaluations were asked for by name: that none was answered is then an error. */
  asked: boolean
  color: boolean
  width: number
}

export interface FinishedRun {
  lines: string[]
  exitCode: number
  /** Of each use case; none where they could not be computed. */
  reports: Report[]
}

/**
 * Computes the report of a run that has ended, writes its files, and says what the terminal shows and how the process should end. Where results
 * cannot be written, that is said, once, and how to go on.
 */
export async function finishRun(options: FinishOptions): Promise<FinishedRun> {
  const { run } = options
  try {
    const finished = await finish(options)
    return run.trouble ? { ...finished, lines: [...finished.lines, ...unkeptLines(run.trouble, run.runId)] } : finished
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return {
      lines: run.trouble ? unkeptLines(run.trouble, run.runId) : unreportedLines(error, run),
      exitCode: options.interrupted ? (run.interruption?.exitCode ?? EXIT_CODES.interrupted) : EXIT_CODES.incomplete,
      reports: [],
    }
  }
}

/** Nothing more could be kept, and so nothing more was asked. */
function unkeptLines(error: EvalError, runId: string): string[] {
  return [
    `taskbench: ${stripControl(placedMessage(error))}: nothing new was asked from then on${nextStep(error)}`,
    `taskbench: to go on: ${stripControl(resumeCommand(runId))}`,
  ]
}

/** All was asked and kept, but could not be reported. */
function unreportedLines(error: EvalError, { runId, config }: RunView): string[] {
  const folder = relative(process.cwd(), config.resultsFolder)
  const where = folder === 'results' ? '' : ` --results ${stripControl(shellWord(folder))}`
  return [
    `taskbench: ${stripControl(placedMessage(error))}${nextStep(error)}`,
    `taskbench: its records are kept; to report them: npx taskbench report ${runId}${where}`,
  ]
}

const nextStep = ({ hint }: EvalError): string => (hint ? `. ${stripControl(hint)}` : '')

async function finish(options: FinishOptions): Promise<FinishedRun> {
  const lines: string[] = []
  const reports: Report[] = []
  const notAsked = [...options.skipped].reduce((sum, [note, count]) => (isNotAsked(note) ? sum + count : sum), 0)
  for (const runId of options.runIds) {
    const status = options.merged ? null : statusOf(options)
    if (status) await options.run.mark(status.status, status.reason)
    for (const useCase of await useCasesOf(options.run.config.resultsFolder, runId)) {
      const { report, shown } = await reportUseCase(options, runId, useCase)
      reports.push(report)
      lines.push(...shown)
    }
  }
  if (options.merged && options.runIds.length > 1)
    lines.push(`taskbench: the blobs come from ${options.runIds.length} runs; set TASKBENCH_RUN_ID to one value in all shards`)
  // A plain run that asked nobody has nothing to compare.
  const isSilent = notAsked > 0 && !options.asked && answeredIn(reports) === 0
  if (isSilent) lines.length = 0
  if (notAsked > 0) lines.push(notAskedLine(notAsked))
  lines.push(...otherSkips(options.skipped, reports))
  const isShort = options.notRun.length > 0 && !isSilent
  const ended = options.interrupted ? 'interrupted' : isShort ? 'incomplete' : null
  if (ended && !options.merged && !options.run.trouble)
    lines.push(`taskbench: ${ended}; to go on: ${stripControl(resumeCommand(options.run.runId))}`)
  return { lines, exitCode: exitCodeOf(options, reports, lines, notAsked > 0), reports }
}

async function reportUseCase(options: FinishOptions, runId: string, useCase: string): Promise<{ report: Report; shown: string[] }> {
  const { resultsFolder, root } = options.run.config
  const isOwn = runId === options.run.runId && !options.merged
  const store: RecordStore = isOwn ? options.run.store(useCase) : openFileRecordStore({ resultsFolder, runId, useCase })
  const folder = recordsFolder(resultsFolder, useCase, runId)
  const baselines = await baselinesOf(store, root)
  const ahead = isOwn ? await options.ahead?.finish(useCase, folder, baselines) : null
  const { report } = ahead ?? (await writeReports({ store, folder, formats: Object.keys(outputFormats), baselines }))
  const html = join(folder, 'report.html')
  const near = relative(process.cwd(), html)
  const shown = [
    '',
    renderComparison(report, { width: options.width, color: options.color }),
    `Report: ${stripControl(near.startsWith('..') ? html : near)}`,
    `Run:    ${runId}${root === process.cwd() ? '' : ` in ${stripControl(relative(process.cwd(), resultsFolder))}`}`,
  ]
  return { report, shown }
}

function statusOf({ run, interrupted, skipped, abandoned, openJudges, notRun }: FinishOptions): {
  status: RunStatus
  reason: string | null
} {
  if (run.trouble) return { status: interrupted ? 'interrupted' : 'incomplete', reason: run.trouble.message }
  if (interrupted) return { status: 'interrupted', reason: run.interruption?.reason ?? 'the run was interrupted' }
  // A model that was given up at its very last calls has left nothing out; a judge leaves questions open.
  const isShort = [...skipped.keys()].some((note) => note.startsWith('abandoned:'))
  const left = [...abandoned].filter(([model]) => isShort || openJudges.has(model)).map(([, note]) => note)
  const reasons = [...left, ...notRun]
  return reasons.length === 0 ? { status: 'complete', reason: null } : { status: 'incomplete', reason: reasons.join('; ') }
}

function exitCodeOf(options: FinishOptions, reports: readonly Report[], lines: string[], notAsked: boolean): number {
  if (options.interrupted) return options.run.interruption?.exitCode ?? EXIT_CODES.interrupted
  if (answeredIn(reports) === 0 && (options.asked || (options.chosen && !notAsked))) {
    lines.push('taskbench: no model gave an answer: this is not a passing run')
    return EXIT_CODES.nothingRan
  }
  if (reports.some(({ runGates = [] }) => runGates.some(failsGate))) return EXIT_CODES.failed
  // One shard cannot know of the others: what is missing is judged where they are merged.
  const incomplete = options.merged
    ? reports.some((report) => report.run.status !== 'complete')
    : options.run.header?.status === 'incomplete'
  return incomplete ? EXIT_CODES.incomplete : EXIT_CODES.passed
}

function answeredIn(reports: readonly Report[]): number {
  return reports.flatMap((report) => report.results).reduce((sum, result) => sum + result.trials.answered, 0)
}

function isNotAsked(note: string): boolean {
  return note.includes('costs money and was not asked')
}

function notAskedLine(count: number): string {
  return `taskbench: ${count} tests of models that cost money were skipped. To ask them: npx taskbench run (or vitest run --project evals, or TASKBENCH=live)`
}

/** Why tests were skipped, but for what the comparison has said of the whole run. */
function otherSkips(skipped: ReadonlyMap<string, number>, reports: readonly Report[]): string[] {
  const said = (note: string) => reports.some(({ run }) => run.stopReason?.includes(note))
  const others = [...skipped].filter(
    ([note]) => !isNotAsked(note) && !note.startsWith('undecided:') && !note.startsWith(GATES_DECIDED) && !said(note),
  )
  return others.slice(0, 10).map(([note, count]) => `taskbench: ${count} skipped: ${stripControl(note)}`)
}
