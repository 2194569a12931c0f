import { existsSync } from 'node:fs'
import { faultsError } from '../config/faults-error.ts'
import { faultsFrom } from '../config/faults-from.ts'
import { generalModel } from '../config/general-model.ts'
import { readYaml } from '../config/read-yaml.ts'
import type { YamlFile } from '../config/read-yaml.ts'
import { placeProblems } from '../config/zod-faults.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { ChecksFile, GeneratedCheck } from '../schema/checks-file.ts'
import type { Config } from '../schema/config.ts'
import type { Fault } from '../schema/fault.ts'
import type { Task } from '../schema/task.ts'
import { findUseCase } from '../use-cases/find-use-case.ts'
import { assembleTask } from './assemble-task.ts'
import { loadCases } from './load-cases.ts'
import type { RawCases } from './raw-case.ts'
import { checksFileOf, readChecksFile } from './read-checks-file.ts'
import { resolveChecks } from './resolve-checks.ts'
import type { ResolvedChecks } from './resolve-checks.ts'
import { validateTask } from './validate-task.ts'
import { isStale } from './written-for.ts'

/** Reads a task file with everything that it names. Throws one EvalError config with all faults of all these files. */
export function loadTask(file: string, config: Config): Task {
  const yaml = readYaml(file)
  const { given, problems, faulty } = validateTask(yaml.value)
  const faults = placeProblems(problems, yaml)
  if (!given) throw faultsError(faults)
  const checks = resolveChecks((yaml.value as { checks?: unknown }).checks, yaml)
  const locked = lockedChecks(file, faulty.has('name') ? undefined : given.name)
  const useCase = given.useCase === undefined ? null : findUseCase(given.useCase, config)
  const raw = faulty.has('cases') ? NO_CASES : rawCases(given.cases, yaml, config, faults)
  const { task, faults: found } = assembleTask(given, {
    file,
    config,
    raw,
    checks: [...checks.checks, ...locked.checks],
    dependencies: [...raw.files, ...locked.files, ...(useCase ? [useCase.file] : []), ...(config.file ? [config.file] : [])],
    placeOf: yaml.placeOf,
    placeOfText: yaml.placeOfText,
    code: false,
    useCase,
    modelNamed: (name) => generalModel(name, config),
    faulty,
  })
  faults.push(...(useCase?.faults ?? []), ...checks.faults, ...locked.faults, ...found)
  if (faults.length > 0) throw faultsError(faults)
  const { generatedChecks } = given
  return {
    ...task,
    ...(generatedChecks === undefined ? {} : { generatedChecks }),
    ...(locked.content ? { checksFile: stateOf(locked.content, task) } : {}),
  }
}

const NO_CASES: RawCases = { cases: [], files: [], unreadable: true }

function rawCases(source: string | unknown[], yaml: YamlFile, config: Config, faults: Fault[]): RawCases {
  if (Array.isArray(source)) {
    const cases = source.map((value, index) => ({
      value,
      place: yaml.placeOf(['cases', index]),
      placeOf: (path: readonly PropertyKey[], of?: 'key' | 'value') => yaml.placeOf(['cases', index, ...path], of),
    }))
    return { cases, files: [] }
  }
  try {
    return loadCases(source, yaml.file, config)
  } catch (error) {
    faults.push(...faultsFrom(error, yaml.placeOf(['cases'])))
    return NO_CASES
  }
}

/** Checks of `NAME.checks.yaml` beside a task file, where it is there. */
function lockedChecks(taskFile: string, task: string | undefined): LockedChecks {
  const file = checksFileOf(taskFile)
  if (file === null || !existsSync(file)) return { checks: [], faults: [], files: [], content: null }
  const { content, faults } = readChecksFile(file, task)
  const marked = ({ check, category, reviewed, unproven }: GeneratedCheck): CheckSpec =>
    content?.writtenFor === undefined
      ? check
      : { ...check, generated: { ...(category === undefined ? {} : { category }), reviewed, unproven } }
  return { checks: content?.checks.map(marked) ?? [], faults, files: [file], content }
}

interface LockedChecks extends ResolvedChecks {
  files: string[]
  content: ChecksFile | null
}

function stateOf(file: ChecksFile, task: Task): Task['checksFile'] {
  if (file.writtenFor === undefined) return 'own'
  return isStale(file, task) ? 'stale' : 'written'
}
