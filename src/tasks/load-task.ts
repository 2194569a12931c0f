import { existsSync } from 'node:fs'
import { readYaml } from '../config/read-yaml.ts'
import type { YamlFile } from '../config/read-yaml.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import { faultsError } from '../config/faults-error.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import type { Config } from '../schema/config.ts'
import { taskSchema } from '../schema/task.ts'
import type { Task } from '../schema/task.ts'
import { resolveCheck } from '../checks/resolve-check.ts'
import type { CheckSpec } from '../schema/check.ts'
import { loadCases } from './load-cases.ts'
import type { RawCases } from './raw-case.ts'
import { assembleTask } from './assemble-task.ts'

/** Reads a task file with everything that it names. Throws one EvalError config with all faults of all these files. */
export function loadTask(file: string, config: Config): Task {
  const yaml = readYaml(file)
  const parsed = taskSchema.safeParse(yaml.value, { error: sayLegalKeys })
  if (!parsed.success) throw faultsError([...placeProblems(problemsOf(parsed.error, yaml.value), yaml), ...checksOf(yaml).faults])
  const faults: Fault[] = []
  const checks = checksOf(yaml)
  const locked = lockedChecks(file)
  const raw = rawCases(parsed.data.cases, yaml, config, faults)
  faults.push(...checks.faults, ...locked.faults)
  const { task, faults: found } = assembleTask(parsed.data, {
    file,
    config,
    raw,
    checks: [...checks.checks, ...locked.checks],
    dependencies: [...raw.files, ...locked.files, ...(config.file ? [config.file] : [])],
    placeOf: yaml.placeOf,
    code: false,
  })
  faults.push(...found)
  if (faults.length > 0) throw faultsError(faults)
  return task
}

function rawCases(source: string | unknown[], yaml: YamlFile, config: Config, faults: Fault[]): RawCases {
  if (Array.isArray(source)) return { cases: source.map((value, index) => ({ value, place: yaml.placeOf(['cases', index]) })), files: [] }
  try {
    return loadCases(source, yaml.file, config)
  } catch (error) {
    if (!EvalError.is(error)) throw error
    if (error.faults.length > 0) faults.push(...error.faults)
    else faults.push({ place: yaml.placeOf(['cases']), message: error.message, hint: error.hint })
    return { cases: [], files: [], unreadable: true }
  }
}

/** Checks of a YAML file, each with its place. */
function checksOf(yaml: YamlFile): { checks: CheckSpec[]; faults: Fault[] } {
  const list = (yaml.value as { checks?: unknown } | null)?.checks
  const checks: CheckSpec[] = []
  const faults: Fault[] = []
  for (const [index, raw] of (Array.isArray(list) ? list : []).entries()) {
    const resolved = resolveCheck(raw)
    if ('check' in resolved) checks.push({ ...resolved.check, place: yaml.placeOf(['checks', index]) })
    else {
      const problems = resolved.problems.map((problem) => ({
        ...problem,
        path: ['checks', index, ...problem.path],
        atKey: problem.message.startsWith('unknown'),
      }))
      faults.push(...placeProblems(problems, yaml))
    }
  }
  return { checks, faults }
}

/** `NAME.checks.yaml` beside a task file, where it is there. */
function lockedChecks(taskFile: string): { checks: CheckSpec[]; faults: Fault[]; files: string[] } {
  const file = taskFile.replace(/\.task\.(ya?ml)$/, '.checks.$1')
  if (file === taskFile || !existsSync(file)) return { checks: [], faults: [], files: [] }
  const yaml = readYaml(file)
  if (!Array.isArray((yaml.value as { checks?: unknown } | null)?.checks)) {
    return { checks: [], faults: [{ place: yaml.placeOf([]), message: 'expected a list `checks`' }], files: [file] }
  }
  return { ...checksOf(yaml), files: [file] }
}
