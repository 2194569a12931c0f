import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lockChecks } from '../check-writing/lock-checks.ts'
import type { LockedChecks } from '../check-writing/lock-checks.ts'
import { proposeChecks } from '../check-writing/propose-checks.ts'
import type { ProposedChecks } from '../check-writing/propose-checks.ts'
import type { StoredAnswer } from '../check-writing/stored-answers.ts'
import { WRITING_PROMPT_VERSION } from '../check-writing/writing-prompts.ts'
import { writerModel } from '../config/writer-model.ts'
import type { MutantOptions } from '../mutators/mutants-of.ts'
import type { AnswerLabel } from '../schema/answer-label.ts'
import type { Ask } from '../schema/ask.ts'
import type { Case } from '../schema/case.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { JudgeBrief } from '../schema/judge.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { loadUseCase } from '../use-cases/load-use-case.ts'

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
  /** Default: the seed, and three damages per case and mutator. */
  mutants?: MutantOptions
  now?: Date
  signal?: AbortSignal
}

/** Checks that were written, tried and chosen, with what they follow from. */
export interface WrittenChecks extends LockedChecks, Pick<ProposedChecks, 'requirements' | 'notes' | 'cost'> {}

const MOST_PROPOSED = 20
const MUTANTS_PER_MUTATOR = 3

/**
 * Writes a task's checks: a model lists what answers must keep to and writes a check for each; all are tried on gold, damaged gold and stored
 * answers, chosen and locked. Nothing is written to disk. Rejects with EvalError `config` without a general model, `invalid-response` where nothing
 * of the replies could be used, and with what the engine says.
 */
export async function writeChecks(options: WriteChecksOptions): Promise<WrittenChecks> {
  const { config, ask, previous, answers, labels, most = MOST_PROPOSED, seed = config.seed, now = new Date() } = options
  const { cases = options.task.cases, signal = new AbortController().signal } = options
  const task = { ...options.task, cases: [...cases] }
  const model = options.model ?? writerModel(undefined, config)
  const proposed = await proposeChecks({ model, task, cases, brief: briefOf(task, config), ask, signal, seed, most })
  const { requirements, candidates, notes, cost } = proposed
  if (candidates.length === 0)
    throw new EvalError('invalid-response', `${model.label} wrote no check for ${task.name} that could be used: ${notes.join('; ')}`, {
      hint: 'ask again with another --seed, or name another model with --model',
    })
  const locked = await lockChecks({
    task,
    candidates,
    writtenBy: { model: writerName(model), date: now.toISOString().slice(0, 10), promptVersion: WRITING_PROMPT_VERSION },
    mutants: { seed, perMutator: MUTANTS_PER_MUTATOR, ...options.mutants },
    ...(previous === undefined ? {} : { previous }),
    ...(answers ? { answers } : {}),
    ...(labels ? { labels } : {}),
  })
  return { ...locked, requirements, notes, cost }
}

/** A writer's name as files of checks say it. */
export function writerName({ label, simulated }: Pick<Model, 'label' | 'simulated'>): string {
  return simulated ? `${label} (simulated: by rules, no model was asked)` : label
}

/** What a writer is told of the use case of a task; nothing where it has no file. */
function briefOf({ useCase }: Task, { root }: Config): JudgeBrief {
  const file = join(root, 'use-cases', `${useCase}.yaml`)
  const { goal, audience, notes, outputHints, constraints } = (existsSync(file) ? loadUseCase(file).useCase : null) ?? {}
  return { goal, audience, notes, outputHints, constraints }
}
