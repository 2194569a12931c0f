import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { faultsError } from '../config/faults-error.ts'
import { faultsFrom } from '../config/faults-from.ts'
import { readYaml } from '../config/read-yaml.ts'
import type { YamlFile } from '../config/read-yaml.ts'
import { safePath } from '../config/safe-path.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { scenarioSchema } from '../schema/scenario.ts'
import type { Scenario } from '../schema/scenario.ts'
import { dataProblem } from '../tasks/data-problem.ts'
import type { RawCase } from '../tasks/raw-case.ts'
import { readCaseFile } from '../tasks/read-case-file.ts'
import { unknownModels } from '../use-cases/unknown-models.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { scenarioProblems } from './scenario-problems.ts'
import type { GivenScenario } from './scenario-problems.ts'

/** Of a scenario without placeholders. */
const NO_INPUT: JsonObject = {}
/** Inputs that are kept in memory. */
const MOST_INPUTS = 100_000

/** Reads a scenario file with its inputs. Throws one EvalError config with all faults, each at its line. */
export function readScenario(file: string, config: Config): Scenario {
  const yaml = readYaml(file)
  const parsed = scenarioSchema.safeParse(yaml.value, { error: sayLegalKeys })
  if (!parsed.success) throw faultsError(placeProblems(problemsOf(parsed.error, yaml.value), yaml))
  const given = parsed.data
  const faults: Fault[] = []
  const inputs = inputsOf(given, yaml, config, faults)
  const problems = scenarioProblems(given, inputs, yaml.value as { stop?: unknown; load?: unknown })
  for (const problem of problems) {
    const { text, message, hint } = problem
    if (text === undefined) faults.push(...placeProblems([problem], yaml))
    else faults.push({ place: yaml.placeOfText(problem.path, text), message, hint })
  }
  for (const { index, message, hint } of unknownModels(given.models ?? [], config))
    faults.push({ place: yaml.placeOf(['models', index]), message, hint })
  if (faults.length > 0) throw faultsError(faults)
  return resolveScenario(given, inputs ?? [], { file, place: yaml.placeOf(['name']) })
}

function inputsOf({ inputs: source }: GivenScenario, yaml: YamlFile, config: Config, faults: Fault[]): JsonObject[] | null {
  if (source === undefined) return [NO_INPUT]
  const at = (index: number) => yaml.placeOf(['inputs', index])
  try {
    const raw =
      typeof source === 'string' ? readInputFile(source, yaml.file, config) : source.map((value, index) => ({ value, place: at(index) }))
    const problems = raw.flatMap(inputFaults)
    faults.push(...problems)
    return problems.length > 0 ? null : raw.map(({ value }) => inputFields(value as JsonObject))
  } catch (error) {
    faults.push(...faultsFrom(error, yaml.placeOf(['inputs'])))
    return null
  }
}

function readInputFile(source: string, from: string, config: Config): RawCase[] {
  const file = safePath(source, dirname(from), config)
  if (!existsSync(file))
    throw new EvalError('config', `there is no file of inputs ${file}`, { hint: 'the path is relative to the scenario file' })
  const inputs = readCaseFile(file)
  if (inputs.length === 0) throw new EvalError('config', `${file}: found no inputs, expected at least one`)
  if (inputs.length > MOST_INPUTS) throw new EvalError('config', `${file}: found ${inputs.length} inputs, expected at most ${MOST_INPUTS}`)
  return inputs
}

function inputFaults({ value, place, placeOf }: RawCase): Fault[] {
  const unfit = dataProblem(value)
  if (unfit) return [{ place: placeOf?.(unfit.path) ?? place, message: `input: ${unfit.message}`, hint: unfit.hint }]
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return []
  return [{ place, message: 'input: expected a mapping of fields', hint: 'as in { text: … }' }]
}

/** Files of cases serve as they are: their `input` is the input. */
function inputFields(value: JsonObject): JsonObject {
  const input: Json | undefined = value['input']
  return input !== null && typeof input === 'object' && !Array.isArray(input) ? input : value
}
