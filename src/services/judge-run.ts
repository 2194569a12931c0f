import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLeftOpen } from '../checks/is-left-open.ts'
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
import { answeredAsk } from './answered-ask.ts'
import { judgementChanges } from './judgement-changes.ts'
import type { JudgementChange } from './judgement-changes.ts'
import { judgeStored } from './judge-stored.ts'
import { openJudgingEngine } from './judging-engine.ts'
import type { JudgingEngine } from './judging-engine.ts'
import { LeftAsTheyWere } from './left-as-they-were.ts'

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
  /**
   * Why answers that should have been judged stay as they were, beside the budget: a judge did not answer; or (`settings`) nobody was asked, for a
   * key is not set or the task's file is faulty. `null`: there are none.
   */
  problem: 'unanswered' | 'settings' | null
  /** What could not be judged, and why. */
  notes: string[]
}

/** Judgements written in one go. */
const AT_ONCE = 500

/**
 * Judges the stored answers of a run with today's checks, use cases and judge. No evaluated model is asked; judgements are added beside the run's
 * records, those as well that were made before the signal was aborted. An answer with a question that got no reply stays judged as it was. Throws
 * EvalError config where the run is still being written.
 */
export async function judgeRun({ config, env, runId, useCases, signal }: JudgeRunOptions): Promise<JudgedRun> {
  const engine = await openJudgingEngine(runId, config, env)
  const judgedAt = new Date().toISOString()
  const judging: Judging = { answers: 0, undecided: 0, changes: [], notes: [], left: new LeftAsTheyWere(), judges: new Map() }
  try {
    for (const useCase of useCases) {
      const store = openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase })
      const tasks = todaysTasks(await store.tasks(), config, judging)
      await judgeUseCase({ tasks, judgedAt, store, judging, engine, signal })
      await store.close()
      if (signal.aborted) break
    }
  } finally {
    await engine.close()
  }
  const calibrated = await openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase: 'default' }).calibrations()
  const judges = [...judging.judges].map(([model, simulated]) => ({
    model,
    simulated,
    calibrated: calibrated.has(`${model} ${JUDGE_PROMPT_HASH}`),
  }))
  const { answers, undecided, changes, left } = judging
  const spent = engine.spent()
  const notes = [...judging.notes, ...left.notes()]
  return { answers, undecided, changes, judges, spent, isOverBudget: engine.isOverBudget(), problem: left.problem(spent.calls), notes }
}

/** What is gathered on the way. */
interface Judging extends Pick<JudgedRun, 'answers' | 'undecided' | 'changes' | 'notes'> {
  left: LeftAsTheyWere
  judges: Map<string, boolean>
}

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
function todaysTasks(records: readonly TaskRecord[], config: Config, { notes, left }: Judging): Map<string, TodaysTask> {
  const tasks = new Map<string, TodaysTask>()
  for (const { name, file } of records) {
    if (!TASK_FILE.test(file)) {
      notes.push(`the task ${name} was left out: suites in code (${file}) are judged when they run`)
      continue
    }
    // As for a run that is resumed: a task that is gone is no fault.
    if (!existsSync(join(config.root, file))) {
      notes.push(`the task ${name} was left out: its file (${file}) is gone`)
      continue
    }
    try {
      const task = loadTask(join(config.root, file), config)
      tasks.set(name, { task, cases: new Map(task.cases.map((subject) => [subject.id, subject])) })
    } catch (error) {
      if (!EvalError.is(error)) throw error
      notes.push(`the task ${name} was left out: ${error.message}`)
      left.addFaulty()
    }
  }
  return tasks
}

async function judgeUseCase(batch: Batch): Promise<void> {
  let details: TrialDetail[] = []
  for await (const detail of batch.store.details()) {
    if (batch.signal.aborted) return
    if (details.push(detail) < AT_ONCE) continue
    await judgeBatch(details, batch)
    details = []
  }
  await judgeBatch(details, batch)
}

/** Judges some answers and keeps what came of them: all, or those that were judged when the signal was aborted. */
async function judgeBatch(details: readonly TrialDetail[], batch: Batch): Promise<void> {
  const { store, judging, signal } = batch
  const judged = new Map<number, Judgement>()
  const all = details.map(async (detail, index) => {
    const judgement = await judgedAgain(detail, batch)
    if (judgement !== null) judged.set(index, judgement)
  })
  // Calls in flight may take long: they end while the engine is closed, which is bounded.
  await unlessAborted(
    Promise.all(all).then(() => undefined),
    signal,
  )
  const kept = [...judged].sort(([a], [b]) => a - b)
  for (const [index, judgement] of kept) {
    judging.answers++
    if (isLeftOpen(judgement.checks)) judging.undecided++
    if (judgement.judge) judging.judges.set(judgement.judge.model, judgement.judge.simulated)
    judging.changes.push(...judgementChanges((details[index] as TrialDetail).trial, judgement))
  }
  await store.appendJudgements(kept.map(([, judgement]) => judgement))
}

/** One answer, judged again; `null`: it stays as it was. */
async function judgedAgain(detail: TrialDetail, { tasks, judgedAt, judging: { left }, engine, signal }: Batch): Promise<Judgement | null> {
  const { trial } = detail
  const today = tasks.get(trial.task)
  if (!today || trial.status !== 'answered' || signal.aborted) return null
  const subject = today.cases.get(trial.case)
  if (subject?.caseHash !== trial.caseHash) return left.add('their cases are gone or have changed')
  const { ask, unanswered } = answeredAsk(engine.ask)
  const judgement = await judgeStored(detail, { task: today.task, case: subject, judgedAt, ask, signal }).catch((error: unknown) => {
    if (unanswered() === null) throw error
    return 'unanswered' as const
  })
  if (judgement === null) return left.add('their texts are not in the journal')
  const error = unanswered()
  if (judgement !== 'unanswered' && (error === null || !isLeftOpen(judgement.checks))) return judgement
  // What was not asked any more is no fault of the judge.
  if (signal.aborted || error === null) return null
  return left.addUnanswered(today.task.judge?.model.label ?? '', error)
}
