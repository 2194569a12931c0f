import { checkKind } from '../checks/check-kinds.ts'
import type { Case } from '../schema/case.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Model } from '../schema/model.ts'
import { briefOf } from '../use-cases/brief-of.ts'
import type { LoadedUseCase } from '../use-cases/load-use-case.ts'

export interface JudgeSource {
  config: Pick<Config, 'judge' | 'seed'>
  checks: readonly CheckSpec[]
  cases: readonly Case[]
  useCase: LoadedUseCase | null
  /** The model that a use case names. Throws EvalError config where there is none. */
  modelNamed(name: string): Model
  /** Where a fault is said that belongs to no check. */
  place: Place
}

/**
 * The judge of a task's checks: that of its use case, else the general model, else a simulated one where all configured models are simulated.
 * Without checks that ask a judge there is none.
 */
export function taskJudge(source: JudgeSource): { judge: TaskJudge | null; faults: Fault[] } {
  const { config, useCase, cases } = source
  const own = ownJudge(source)
  if (own?.faults) return { judge: null, faults: own.faults }
  const asking = [...source.checks, ...cases.flatMap(({ checks }) => checks)].find(({ kind }) => checkKind(kind)?.expense === 'judge')
  if (!asking) return { judge: null, faults: [] }
  const fault = (message: string, hint: string | undefined) => ({
    judge: null,
    faults: [{ place: asking.place ?? source.place, message, hint }],
  })
  const { batch, model: general, problem } = config.judge
  const model = own?.model ?? general
  if (model) return { judge: { model, brief: briefOf(useCase?.useCase), batch, seed: config.seed }, faults: [] }
  if (problem) return fault(problem.message, problem.hint)
  return fault(
    `the check ${asking.name} asks a judge, and there is no general model to be one`,
    'set `generalModel: provider:name` in taskbench.config.yaml, or the environment variable GENERAL_TASK_LLM; sim:careful judges by gold, without a key',
  )
}

/** The judge that the use case names, or what is wrong with it where it stands; `null`: it names none. */
function ownJudge({ useCase, modelNamed }: JudgeSource): { model: Model; faults?: undefined } | { faults: Fault[] } | null {
  const judge = useCase?.useCase?.judge
  if (!useCase || judge === undefined) return null
  try {
    return { model: modelNamed(judge) }
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return { faults: [{ place: useCase.placeOf(['judge']), message: error.message, hint: error.hint }] }
  }
}
