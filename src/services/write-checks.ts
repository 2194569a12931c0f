import type { OpenJudge } from '../check-writing/judge-sample.ts'
import { lockChecks } from '../check-writing/lock-checks.ts'
import type { LockedChecks } from '../check-writing/lock-checks.ts'
import { proposeChecks } from '../check-writing/propose-checks.ts'
import type { ProposedChecks } from '../check-writing/propose-checks.ts'
import type { StoredAnswer } from '../check-writing/stored-answers.ts'
import { WRITING_PROMPT_VERSION } from '../check-writing/writing-prompts.ts'
import { generalModel } from '../config/general-model.ts'
import { writerModel } from '../config/writer-model.ts'
import type { MutantOptions } from '../mutators/mutants-of.ts'
import type { AnswerLabel } from '../schema/answer-label.ts'
import type { Ask } from '../schema/ask.ts'
import type { Case } from '../schema/case.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import type { UseCase } from '../schema/use-case.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { briefOf } from '../use-cases/brief-of.ts'
import { findUseCase } from '../use-cases/find-use-case.ts'
import { heedMisses } from './heed-misses.ts'
import { meteredAsk } from './metered-ask.ts'
import type { AskedCost } from './metered-ask.ts'
import { openJudge } from './open-judge.ts'

export interface WriteChecksOptions {
  task: Task
  config: Config
  /** Of an engine: every call is made in the phase `check-writing`. */
  ask: Ask
  /** Default: the general model. */
  model?: Model
  /** Checks are written from these cases and tried on them; others are held back. Default: all. */
  cases?: readonly Case[]
  /** Another one shows other inputs, asks another question and makes other damages. Default: that of the config. */
  seed?: number
  /** Most requirements, and most checks that are tried. */
  most?: number
  /** What was locked before: checks that a person reviewed are kept. */
  previous?: ChecksFile | null
  answers?: AsyncIterable<StoredAnswer> | Iterable<StoredAnswer>
  labels?: ReadonlyMap<string, AnswerLabel>
  /** Default: the seed, and three damages per mutator and case, of 300 cases at most. */
  mutants?: MutantOptions
  now?: Date
  signal?: AbortSignal
}

/** Checks that were written, tried and chosen, with what they follow from. */
export interface WrittenChecks extends LockedChecks, Pick<ProposedChecks, 'requirements' | 'notes'> {
  /** Of writer and judge. */
  cost: AskedCost
}

const MOST_PROPOSED = 20
const MUTANTS_PER_MUTATOR = 3
/** Some ten thousand damaged answers, which takes seconds; every right answer is tried. */
const MOST_DAMAGED = 300

/**
 * Writes a task's checks: a model lists what answers must keep to and writes a check for each; all are tried on gold, damaged gold and stored
 * answers, chosen and locked. Nothing is written to disk. Rejects with EvalError `config` without a general model, `invalid-response` where nothing
 * of the replies could be used, and with what the engine says.
 */
export async function writeChecks(options: WriteChecksOptions): Promise<WrittenChecks> {
  const { config, previous, answers, labels, most = MOST_PROPOSED, seed = config.seed, now = new Date() } = options
  const { cases = options.task.cases, signal = new AbortController().signal } = options
  const task = { ...options.task, cases: [...cases] }
  const model = options.model ?? writerModel(undefined, config)
  const { ask, cost } = meteredAsk(options.ask)
  const judging = heedMisses(ask)
  const useCase = findUseCase(task.useCase, config)?.useCase ?? null
  const proposed = await proposeChecks({ model, task, cases, brief: briefOf(useCase), ask, signal, seed, most })
  const { requirements, candidates, notes } = proposed
  if (candidates.length === 0)
    throw new EvalError('invalid-response', `${model.label} wrote no check for ${task.name} that could be used: ${notes.join('; ')}`, {
      hint: 'ask again with another --seed, or name another model with --model',
    })
  const locked = await lockChecks({
    task,
    candidates,
    writtenBy: { model: writerName(model), date: now.toISOString().slice(0, 10), promptVersion: WRITING_PROMPT_VERSION },
    mutants: { seed, perMutator: MUTANTS_PER_MUTATOR, mostCases: MOST_DAMAGED, ...options.mutants },
    openJudge: judgeOpener({ task, useCase, config, ask: judging.ask, signal }),
    signal,
    ...(previous === undefined ? {} : { previous }),
    ...(answers ? { answers } : {}),
    ...(labels ? { labels } : {}),
  })
  if (judging.miss) throw judging.miss
  return { ...locked, requirements, notes, cost }
}

/** A writer's name as files of checks say it. */
export function writerName({ label, simulated }: Pick<Model, 'label' | 'simulated'>): string {
  return simulated ? `${label} (simulated: by rules, no model was asked)` : label
}

/** Opens judges for answers that checks are tried on; `undefined` where there is no judge. */
function judgeOpener(given: { task: Task; useCase: UseCase | null; config: Config; ask: Ask; signal: AbortSignal }): OpenJudge | undefined {
  const { task, useCase, config, ask, signal } = given
  const named = useCase?.judge
  const model = named === undefined ? config.judge.model : generalModel(named, config)
  if (model === null) return undefined
  const judge = { model, brief: briefOf(useCase), batch: config.judge.batch, seed: config.seed }
  return async (subject, answer, reading) => {
    const messages = renderMessages(task, subject.input)
    const desk = await openJudge({ judge, task, case: subject, trial: 0, answer, reading, messages, ask, signal })
    return desk.ask
  }
}
