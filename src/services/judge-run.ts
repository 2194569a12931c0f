import { join } from 'node:path'
import { checkKind } from '../checks/check-kinds.ts'
import { JUDGE_PROMPT_HASH } from '../judge/judge-prompt.ts'
import { unlessAborted } from '../providers/unless-aborted.ts'
import { TASK_FILE } from '../paths/task-file.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Judgement } from '../schema/judge.ts'
import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from '../tasks/load-task.ts'
import { heedMisses } from './heed-misses.ts'
import { judgementChanges } from './judgement-changes.ts'
import type { JudgementChange } from './judgement-changes.ts'
import { judgeStored } from './judge-stored.ts'
import { openJudgingEngine } from './judging-engine.ts'
import type { JudgingEngine } from './judging-engine.ts'

export interface JudgeRunOptions {
  config: Config
  env: Readonly<Record<string, string | undefined>>
  runId: string
  useCases: readonly string[]
  /** When it is aborted, nothing new is asked, calls in flight are finished and kept, and what was not judged yet stays as it was. */
  signal: AbortSignal
}

/** What came of judging a run's answers again. */
export interface JudgedRun {
  /** Answers that were judged. */
  answers: number
  /** Of these, how many have a check that a judge left undecided. */
  undecided: number
  changes: JudgementChange[]
  /** Labels of the judges. */
  judges: { model: string; simulated: boolean; calibrated: boolean }[]
  spent: { calls: number; nanoUsd: number; unpriced: number }
  /** Was a question refused for the budget? What it was about stays judged as it was. */
  isOverBudget: boolean
  /** The first question that was not on a tape that is replayed: what it was about stays judged as it was. */
  miss: EvalError | null
  /** What could not be judged, and why. */
  notes: string[]
}

/** Judgements written in one go. */
const AT_ONCE = 500

/**
 * Judges the stored answers of a run with today's checks, use cases and judge. No evaluated model is asked; judgements are added beside the run's
 * records. Throws EvalError config where the run is still being written, and the reason of a signal that was aborted.
 */
export async function judgeRun({ config, env, runId, useCases, signal }: JudgeRunOptions): Promise<JudgedRun> {
  const engine = await openJudgingEngine(runId, config, env)
  const judgedAt = new Date().toISOString()
  const judging: Judging = { result: nothing(), counts: new Map(), judges: new Map() }
  try {
    for (const useCase of useCases) {
      const store = openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase })
      const tasks = todaysTasks(await store.tasks(), config, judging)
      let batch: TrialDetail[] = []
      const judge = async () => {
        signal.throwIfAborted()
        const details = batch
        batch = []
        // Calls in flight may take long: they end while the engine is closed, which is bounded.
        await unlessAborted(judgeBatch(details, { tasks, judgedAt, store, judging, engine, signal }), signal)
        signal.throwIfAborted()
      }
      for await (const detail of store.details()) if (batch.push(detail) >= AT_ONCE) await judge()
      await judge()
      await store.close()
    }
    const calibrated = await openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase: 'default' }).calibrations()
    for (const [why, count] of judging.counts)
      judging.result.notes.push(`${count} ${count === 1 ? 'answer was' : 'answers were'} left out: ${why}`)
    const judges = [...judging.judges].map(([model, simulated]) => ({
      model,
      simulated,
      calibrated: calibrated.has(`${model} ${JUDGE_PROMPT_HASH}`),
    }))
    return { ...judging.result, judges, spent: engine.spent(), isOverBudget: engine.isOverBudget() }
  } finally {
    await engine.close()
  }
}

/** What is gathered on the way. */
interface Judging {
  result: JudgedRun
  /** Answers that were left out, by why. */
  counts: Map<string, number>
  judges: Map<string, boolean>
}

const nothing = (): JudgedRun => ({
  answers: 0,
  undecided: 0,
  changes: [],
  judges: [],
  spent: { calls: 0, nanoUsd: 0, unpriced: 0 },
  isOverBudget: false,
  miss: null,
  notes: [],
})

interface Batch {
  tasks: ReadonlyMap<string, TodaysTask>
  judgedAt: string
  store: RecordStore
  judging: Judging
  engine: JudgingEngine
  signal: AbortSignal
}

interface TodaysTask {
  task: Task
  cases: ReadonlyMap<string, Task['cases'][number]>
}

/** The run's tasks as their files are today; what cannot be read is noted. */
function todaysTasks(records: readonly TaskRecord[], config: Config, { result }: Judging): Map<string, TodaysTask> {
  const tasks = new Map<string, TodaysTask>()
  for (const { name, file } of records) {
    if (!TASK_FILE.test(file)) {
      result.notes.push(`the task ${name} was left out: suites in code (${file}) are judged when they run`)
      continue
    }
    try {
      const task = loadTask(join(config.root, file), config)
      tasks.set(name, { task, cases: new Map(task.cases.map((subject) => [subject.id, subject])) })
    } catch (error) {
      if (!EvalError.is(error)) throw error
      result.notes.push(`the task ${name} was left out: ${error.message}`)
    }
  }
  return tasks
}

async function judgeBatch(details: readonly TrialDetail[], { tasks, judgedAt, store, judging, engine, signal }: Batch): Promise<void> {
  const { result } = judging
  const judged = await Promise.all(
    details.map(async (detail): Promise<Judgement | null> => {
      const { trial } = detail
      const today = tasks.get(trial.task)
      if (!today || trial.status !== 'answered') return null
      const subject = today.cases.get(trial.case)
      if (subject?.caseHash !== trial.caseHash) return leftOut(judging, 'their cases are gone or have changed')
      const heeded = heedMisses(engine.ask)
      const judgement = await judgeStored(detail, { task: today.task, case: subject, judgedAt, ask: heeded.ask, signal })
      if (heeded.miss) {
        result.miss ??= heeded.miss
        return leftOut(judging, 'a question about them is not on the tape, so that they stay judged as they were')
      }
      if (judgement && engine.isOverBudget() && isUndecided(judgement))
        return leftOut(judging, 'the budget is used up, so that they stay judged as they were')
      return judgement ?? leftOut(judging, 'their texts are not in the journal')
    }),
  )
  // What was not asked any more would be left undecided.
  signal.throwIfAborted()
  for (const [index, judgement] of judged.entries()) {
    if (judgement === null) continue
    const { trial } = details[index] as TrialDetail
    result.answers++
    if (isUndecided(judgement)) result.undecided++
    if (judgement.judge) judging.judges.set(judgement.judge.model, judgement.judge.simulated)
    result.changes.push(...judgementChanges(trial, judgement))
  }
  await store.appendJudgements(judged.filter((judgement) => judgement !== null))
}

/** Did a judge leave a question about it undecided? */
const isUndecided = ({ checks }: Judgement): boolean =>
  checks.some(({ kind, verdict }) => checkKind(kind)?.expense === 'judge' && verdict === 'undecided')

function leftOut({ counts }: Judging, why: string): null {
  counts.set(why, (counts.get(why) ?? 0) + 1)
  return null
}
