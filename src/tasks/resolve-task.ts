import { faultsError } from '../config/faults-error.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import { resolveCheck } from '../checks/resolve-check.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { Config } from '../schema/config.ts'
import type { Fault } from '../schema/fault.ts'
import { taskSchema } from '../schema/task.ts'
import type { Task, TaskInput } from '../schema/task.ts'
import { assembleTask } from './assemble-task.ts'
import { inlineCases, loadCases } from './load-cases.ts'

export interface ResolveTaskOptions {
  /** Absolute path of the module that defines the task: paths are relative to it. */
  file: string
  config: Config
  /** A function takes the prompt's place. */
  code: boolean
}

/** A task from an object, as a task file would give it. Throws EvalError config with all faults. */
export function resolveTask(input: TaskInput, { file, config, code }: ResolveTaskOptions): Task {
  const placeOf = () => ({ file, line: 1, column: 1 })
  const parsed = taskSchema.safeParse(input, { error: sayLegalKeys })
  if (!parsed.success) throw faultsError(placeProblems(problemsOf(parsed.error, input), { placeOf }))
  const faults: Fault[] = []
  const checks: CheckSpec[] = parsed.data.checks.flatMap((raw, index) => {
    const resolved = resolveCheck(raw)
    if ('check' in resolved) return [{ ...resolved.check, place: placeOf() }]
    faults.push(
      ...placeProblems(
        resolved.problems.map((problem) => ({ ...problem, message: `checks.${index}: ${problem.message}` })),
        { placeOf },
      ),
    )
    return []
  })
  const raw = Array.isArray(parsed.data.cases) ? inlineCases(parsed.data.cases, file) : loadCases(parsed.data.cases, file, config)
  const assembled = assembleTask(parsed.data, { file, config, raw, checks, dependencies: raw.files, placeOf, code })
  faults.push(...assembled.faults)
  if (faults.length > 0) throw faultsError(faults)
  return assembled.task
}
