import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { baselineFile, findBaselineFile, parseBaseline, readBaseline, readJsonFile, schemaOf } from '../records/baseline-file.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { findRun } from '../records/find-run.ts'
import { listRuns, useCasesOf } from '../records/list-runs.ts'
import { mainCommit } from '../records/main-commit.ts'
import { RUNS_FOLDER } from '../records/run-paths.ts'
import { scoreRun } from '../report/score-run.ts'
import type { Baseline } from '../schema/baseline.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { RecordStore } from '../schema/record-store.ts'
import { REPORT_SCHEMA } from '../schema/report.ts'
import { nameSchema } from '../schema/task.ts'

/** One of two things that are compared. */
export interface ComparisonSide {
  kind: 'run' | 'baseline'
  /** What was asked for, and what it was taken to be. */
  from: string
  scores: Baseline
  /** Records of a run, by use case; none of a baseline. The caller closes them. */
  stores: RecordStore[]
}

export interface SideOptions {
  /** Absolute: where `baselines/` lies, and the repository. */
  root: string
  /** Absolute. */
  resultsFolder: string
  env: Readonly<Record<string, string | undefined>>
  /** Run that `main` does not stand for: the other side. */
  not?: string | undefined
}

/**
 * The run or baseline that a text names: `latest`; `main`, the newest complete run of the main branch's commit, else the committed baseline; the path
 * of a run's folder, of a report or of a baseline; a run's id or a unique beginning of one; the name of a baseline. Throws EvalError config.
 */
export async function comparisonSide(text: string, options: SideOptions): Promise<ComparisonSide> {
  if (text === 'latest') return runSide(text, options.resultsFolder, (await findRun(options.resultsFolder, text)).runId)
  if (text === 'main') return mainSide(options)
  const file = path.resolve(text)
  if (existsSync(file)) return statSync(file).isDirectory() ? folderSide(text, file, options) : fileSide(text, file, options)
  if (nameSchema.safeParse(text).success && existsSync(baselineFile(options.root, text))) {
    const committed = baselineFile(options.root, text)
    return { kind: 'baseline', from: `${text} (${near(committed)})`, scores: readBaseline(committed), stores: [] }
  }
  return runSide(text, options.resultsFolder, (await findRun(options.resultsFolder, text)).runId)
}

async function mainSide({ root, resultsFolder, env, not }: SideOptions): Promise<ComparisonSide> {
  const commit = await mainCommit(root)
  const runs = commit === null ? [] : await listRuns(resultsFolder)
  const run = runs.find(
    ({ runId, header }) => runId !== not && header?.commit === commit && header.dirty === false && header.status === 'complete',
  )
  if (run) return runSide('main', resultsFolder, run.runId, `the newest complete run of commit ${commit?.slice(0, 8)}`)
  const file = findBaselineFile(root, 'main', env)
  if (file !== null) return { kind: 'baseline', from: `main (${near(file)})`, scores: readBaseline(file), stores: [] }
  const what = commit === null ? 'a commit of the main branch' : `a complete run of the main branch's commit ${commit.slice(0, 8)}`
  throw new EvalError('config', `main: found neither ${what} nor ${near(baselineFile(root, 'main'))}`, {
    hint: 'Run the evaluations on the main branch, or set a baseline: taskbench baseline set RUN',
  })
}

async function runSide(text: string, resultsFolder: string, runId: string, more?: string, useCase?: string): Promise<ComparisonSide> {
  const useCases = useCase === undefined ? await useCasesOf(resultsFolder, runId) : [useCase]
  if (useCases.length === 0)
    throw new EvalError('config', `The run ${runId} has no records in ${near(resultsFolder)}`, { hint: 'Resume it, or name another run.' })
  const stores = useCases.map((name) => openFileRecordStore({ resultsFolder, runId, useCase: name }))
  try {
    return { kind: 'run', from: text === runId ? text : `${text} (${more ?? runId})`, scores: await scoreRun(stores), stores }
  } catch (error) {
    await Promise.all(stores.map((store) => store.close()))
    throw error
  }
}

/** `results/USE-CASE/RUN-ID` or `results/.runs/RUN-ID`. */
async function folderSide(text: string, folder: string, { resultsFolder }: SideOptions): Promise<ComparisonSide> {
  const [runId, of, results] = [path.basename(folder), path.basename(path.dirname(folder)), path.dirname(path.dirname(folder))]
  const found = existsSync(path.join(results, RUNS_FOLDER, runId)) ? results : resultsFolder
  const isRun = existsSync(path.join(found, RUNS_FOLDER, runId)) && nameSchema.safeParse(runId).success
  if (!isRun)
    throw new EvalError('config', `Found ${text}, which is not the folder of a run`, {
      hint: 'Expected results/USE-CASE/RUN-ID, with results/.runs/RUN-ID beside it.',
    })
  return runSide(text, found, runId, undefined, of === RUNS_FOLDER ? undefined : of)
}

async function fileSide(text: string, file: string, options: SideOptions): Promise<ComparisonSide> {
  const value = readJsonFile(file)
  if (schemaOf(value) !== REPORT_SCHEMA) return { kind: 'baseline', from: text, scores: parseBaseline(value, file), stores: [] }
  const run = (value as { run?: { id?: unknown; useCase?: unknown } }).run
  const [runId, useCase] = [String(run?.id), String(run?.useCase)]
  const folders = [path.dirname(path.dirname(path.dirname(file))), options.resultsFolder]
  const legal = nameSchema.safeParse(runId).success && nameSchema.safeParse(useCase).success
  const results = legal ? folders.find((folder) => existsSync(path.join(folder, useCase, runId))) : undefined
  if (results !== undefined) return runSide(text, results, runId, undefined, useCase)
  throw new EvalError('config', `Found a report in ${text} without the records of its run: it holds no scores of single cases`, {
    hint: 'Compare within the results folder, or keep a baseline of the run: taskbench baseline set RUN',
  })
}

const near = (file: string): string => {
  const relative = path.relative(process.cwd(), file)
  return relative.startsWith('..') ? file : relative
}
