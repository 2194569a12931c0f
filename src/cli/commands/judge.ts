import { loadConfig } from '../../config/load-config.ts'
import { openFileRecordStore } from '../../records/file-record-store.ts'
import { findRun } from '../../records/find-run.ts'
import { listRuns } from '../../records/list-runs.ts'
import { recordsFolder } from '../../records/run-paths.ts'
import type { FoundRun } from '../../records/list-runs.ts'
import type { Config } from '../../schema/config.ts'
import { estimateJudging } from '../../services/estimate-judging.ts'
import { judgeRun } from '../../services/judge-run.ts'
import { stripControl } from '../../text/strip-control.ts'
import { confirmed, costQuestion } from '../../vitest/confirm-cost.ts'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { baselinesOf } from '../../../reporters/baselines-of.ts'
import { outputFormats } from '../../../reporters/output-formats.ts'
import { writeReports } from '../../../reporters/write-reports.ts'
import { isAttended } from '../is-attended.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { judgedLines } from './judged-lines.ts'

const STOPPED = 'interrupted: answers that were not judged yet stay as they were; what the judge is saying is kept, and not paid again'

export interface JudgeCommandOptions {
  all?: true
  calibrate?: string
  yes?: true
}

/** `taskbench judge`: stored answers, judged again by today's checks and judge; no evaluated model is asked. */
export async function judge(id: string, options: JudgeCommandOptions): Promise<void> {
  const config = await loadConfig({ root: process.cwd(), env: process.env })
  if (options.calibrate !== undefined) return (await import('./calibrate.ts')).calibrate(options.calibrate, id, config)
  const newest = await findRun(config.resultsFolder, options.all ? undefined : id)
  const runs = options.all ? await listRuns(config.resultsFolder) : [newest]
  if (!(await mayCost(runs, config, options))) return
  await untilInterrupted(STOPPED, (signal) => judgeRuns(runs, config, signal))
}

async function judgeRuns(runs: readonly FoundRun[], config: Config, signal: AbortSignal): Promise<void> {
  let spentNanoUsd = 0
  for (const [index, { runId, useCases }] of runs.entries()) {
    const budgetUsd = config.budgetUsd === null ? null : Math.max(0, config.budgetUsd - spentNanoUsd / 1e9)
    const judged = await judgeRun({ config: { ...config, budgetUsd }, env: process.env, runId, useCases, signal })
    spentNanoUsd += judged.spent.nanoUsd
    const files = await report(config, runId, useCases)
    print([...judgedLines(runId, judged), ...files.map((file) => `Report: ${file}`)])
    // It has ended by then for who waited: this is what it kept.
    if (signal.aborted) return
    if (judged.problem !== null) process.exitCode = worst(judged.problem === 'settings' ? EXIT_CODES.usage : EXIT_CODES.incomplete)
    if (!judged.isOverBudget) continue
    const left = runs.length - index - 1
    print([`The budget is used up.${left === 0 ? '' : ` ${left} more of ${runs.length} runs stay judged as they were.`}`])
    process.exitCode = EXIT_CODES.incomplete
    return
  }
}

/** Of several runs the one that was judged in part says more than one that was not. */
const worst = (code: number): number => Math.max(code, Number(process.exitCode ?? 0))

/** Asks on a terminal before what may cost more than the config's threshold. */
async function mayCost(runs: readonly FoundRun[], config: Config, { yes }: JudgeCommandOptions): Promise<boolean> {
  // A tape that is replayed costs nothing.
  if (yes || config.tape.mode === 'replay' || !isAttended()) return true
  const question = costQuestion(await estimateJudging(runs, config), config.confirmAboveUsd, true, 'Judging again')
  if (question === null || (await confirmed(question, { input: process.stdin, output: process.stdout }))) return true
  print(['Not started: nothing was asked, nothing was spent.'])
  process.exitCode = EXIT_CODES.declined
  return false
}

async function report({ resultsFolder, root }: Config, runId: string, useCases: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const useCase of useCases) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase })
    const written = await writeReports({
      store,
      folder: recordsFolder(resultsFolder, useCase, runId),
      formats: Object.keys(outputFormats),
      baselines: await baselinesOf(store, root),
    })
    await store.close()
    files.push(...written.files.filter(({ format }) => format === 'html').map(({ file }) => file))
  }
  return files
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.map(stripControl).join('\n')}\n`)
}
