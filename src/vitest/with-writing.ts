import { writerModel } from '../config/writer-model.ts'
import { addRanges } from '../report/estimated-range.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate } from '../schema/estimate.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { estimateWriting } from '../services/estimate-writing.ts'

export type Writer = { model: Model; because: null } | { model: null; because: string }

/** The model that may write checks in this run, or why none does. */
export function writerOf(config: Config, maySpend: boolean): Writer {
  try {
    const model = writerModel(undefined, config)
    if (!model.paid || maySpend) return { model, because: null }
    return { model: null, because: `${model.label} costs money, which a plain run does not spend` }
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return { model: null, because: error.hint ? `${error.message} (${error.hint})` : error.message }
  }
}

/** An estimate with what writing the checks of some tasks will need. */
export function withWriting(made: Estimate, tasks: readonly Task[], config: Config, maySpend: boolean): Estimate {
  const { model } = writerOf(config, maySpend)
  if (!model) return made
  const writing = estimateWriting(tasks, model, config)
  return {
    ...made,
    rows: [...made.rows, ...writing.rows],
    calls: made.calls === null || writing.calls === null ? null : made.calls + writing.calls,
    nanoUsd: addRanges([made.nanoUsd, writing.nanoUsd]),
    unknown: [...new Set([...made.unknown, ...writing.unknown])],
  }
}
