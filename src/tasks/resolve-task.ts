import { faultsError } from '../config/faults-error.ts'
import { faultsFrom } from '../config/faults-from.ts'
import { generalModel } from '../config/general-model.ts'
import { placeProblems } from '../config/zod-faults.ts'
import type { Config } from '../schema/config.ts'
import type { Fault } from '../schema/fault.ts'
import type { Task, TaskInput } from '../schema/task.ts'
import { findUseCase } from '../use-cases/find-use-case.ts'
import { assembleTask } from './assemble-task.ts'
import { inlineCases, loadCases } from './load-cases.ts'
import type { RawCases } from './raw-case.ts'
import { resolveChecks } from './resolve-checks.ts'
import { validateTask } from './validate-task.ts'

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
  const { given, problems, faulty } = validateTask(input)
  const faults = placeProblems(problems, { placeOf })
  if (!given || faulty.has('cases')) throw faultsError(faults)
  if (code && given.generatedChecks !== undefined)
    faults.push({ place: placeOf(), message: '`generatedChecks` has no effect in code', hint: 'checks are written for tasks in YAML' })
  const checks = resolveChecks(input.checks, { placeOf })
  const raw = rawCases(given.cases, file, config, faults)
  const useCase = given.useCase === undefined ? null : findUseCase(given.useCase, config)
  const source = {
    file,
    config,
    raw,
    checks: checks.checks,
    dependencies: [...raw.files, ...(useCase ? [useCase.file] : [])],
    placeOf,
    placeOfText: placeOf,
    code,
    useCase,
    modelNamed: (name: string) => generalModel(name, config),
    faulty,
  }
  const assembled = assembleTask(given, source)
  faults.push(
    ...(useCase?.faults ?? []),
    ...checks.faults.map((fault) => ({ ...fault, message: `checks: ${fault.message}` })),
    ...assembled.faults,
  )
  if (faults.length > 0) throw faultsError(faults)
  return assembled.task
}

function rawCases(source: string | unknown[], file: string, config: Config, faults: Fault[]): RawCases {
  if (Array.isArray(source)) return inlineCases(source, file)
  try {
    return loadCases(source, file, config)
  } catch (error) {
    faults.push(...faultsFrom(error, { file, line: 1, column: 1 }))
    return { cases: [], files: [], unreadable: true }
  }
}
