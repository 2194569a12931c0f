import { existsSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { loadProblems } from '../benchmark/load-problems.ts'
import { readScenario } from '../benchmark/read-scenario.ts'
import { DEFAULT_SCENARIOS, STANDARD_SCENARIOS } from '../benchmark/standard-scenarios.ts'
import { faultsError } from '../config/faults-error.ts'
import { generalModel } from '../config/general-model.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import type { Model } from '../schema/model.ts'
import type { Scenario } from '../schema/scenario.ts'
import { nearest } from '../text/nearest.ts'

export interface BenchmarkWishes {
  /** Names of standard scenarios, and files; none: the default ones. */
  scenarios: readonly string[]
  /** Labels or ids, instead of those of scenarios and config. */
  models?: readonly string[] | undefined
  repetitions?: number | undefined
  /** Of each step, instead of what scenarios say; bursts end by themselves. */
  requests?: number | undefined
  seconds?: number | undefined
  strict?: boolean | undefined
  /** Paths are relative to this folder. */
  folder: string
}

export interface PlannedScenario {
  scenario: Scenario
  models: Model[]
}

/** What will be measured on which models. Throws EvalError config with all that is wrong. */
export function planBenchmark(wishes: BenchmarkWishes, config: Config): PlannedScenario[] {
  const named = wishes.scenarios.length > 0 ? wishes.scenarios : DEFAULT_SCENARIOS
  const scenarios = allNamed(named, wishes.folder, config).map((scenario) => adjusted(scenario, wishes))
  for (const [index, { name }] of scenarios.entries())
    if (scenarios.findIndex((other) => other.name === name) !== index)
      throw new EvalError('config', `two scenarios are named ${name}`, { hint: 'results are told apart by the names of scenarios' })
  return scenarios.map((scenario) => ({ scenario, models: modelsOf(scenario, wishes.models, config) }))
}

/** What is wrong with any of the files is said at once. */
function allNamed(names: readonly string[], folder: string, config: Config): Scenario[] {
  const faults: Fault[] = []
  const scenarios = names.flatMap((name) => {
    try {
      return [scenarioNamed(name, folder, config)]
    } catch (error) {
      if (!(error instanceof EvalError) || error.faults.length === 0) throw error
      faults.push(...error.faults)
      return []
    }
  })
  if (faults.length > 0) throw faultsError(faults)
  return scenarios
}

function scenarioNamed(name: string, folder: string, config: Config): Scenario {
  const file = resolve(folder, name)
  if (existsSync(file) && statSync(file).isFile()) return readScenario(file, config)
  const standard = STANDARD_SCENARIOS.get(name)
  if (standard) return standard
  if (/[./\\]/.test(name))
    throw new EvalError('config', `there is no scenario file ${relative(process.cwd(), file) || file}`, {
      hint: 'scenario files are named NAME.scenario.yaml; `taskbench bench list` shows the standard ones',
    })
  const names = [...STANDARD_SCENARIOS.keys()]
  const meant = nearest(name, names)
  throw new EvalError('config', `there is no scenario ${JSON.stringify(name.slice(0, 80))}`, {
    hint: `${meant ? `did you mean ${meant}? ` : ''}standard scenarios: ${names.join(', ')}; or name a file`,
  })
}

function adjusted(scenario: Scenario, { repetitions, requests, seconds, strict }: BenchmarkWishes): Scenario {
  const isBurst = scenario.load.kind === 'burst'
  const { converged } = scenario.stop
  const stop =
    isBurst || (requests === undefined && seconds === undefined)
      ? scenario.stop
      : {
          ...(requests === undefined ? {} : { requests }),
          ...(seconds === undefined ? {} : { seconds }),
          ...(converged ? { converged } : {}),
        }
  const [problem] = loadProblems({ ...scenario, stop })
  if (problem) throw new EvalError('config', `${scenario.name}: ${problem.message}`, { hint: problem.hint })
  return { ...scenario, stop, repetitions: repetitions ?? scenario.repetitions, strict: strict === true || scenario.strict }
}

function modelsOf(scenario: Scenario, wished: readonly string[] | undefined, config: Config): Model[] {
  const names = wished ?? scenario.models
  if (names?.length === 0)
    throw new EvalError('config', 'models: found no name, expected labels or ids', {
      hint: `configured: ${config.models.map(({ label }) => label).join(', ')}`,
    })
  return names === null ? config.models : modelsNamed(names, config)
}

/** Models by labels or ids, each once. Throws EvalError config where one is not known. */
export function modelsNamed(names: readonly string[], config: Config): Model[] {
  const models = names.map((name) => modelNamed(name, config))
  return [...new Map(models.map((model) => [model.label, model])).values()]
}

function modelNamed(name: string, config: Config): Model {
  const known = config.models.map(({ label }) => label)
  if (name.includes(':') || known.includes(name)) return generalModel(name, config, 'the model')
  const meant = nearest(name, known)
  throw new EvalError('config', `the model ${JSON.stringify(name.slice(0, 80))} is not configured`, {
    hint: `${meant ? `did you mean ${meant}? ` : ''}configured: ${known.join(', ')}; or name provider:name as in openai:gpt-5-mini`,
  })
}
