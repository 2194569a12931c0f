import { relative, resolve } from 'node:path'
import type { z } from 'zod'
import { hashJson } from '../hash/hash-json.ts'
import type { Config, configSchema } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import { TAPE_MODES } from '../schema/tape.ts'
import type { TapeMode } from '../schema/tape.ts'
import type { Model, ModelEntry } from '../schema/model.ts'
import type { Fault } from '../schema/fault.ts'
import { faultsError } from './faults-error.ts'
import { judgeModel } from './judge-model.ts'
import { runGateProblems } from './run-gate-problems.ts'
import { resolveModel } from './resolve-model.ts'
import { safePath } from './safe-path.ts'
import type { Problem } from './zod-faults.ts'

export interface ResolveConfigOptions {
  /** Absolute folder that paths may not leave. */
  root: string
  /** Absolute path; `null`: built in. */
  file: string | null
  env: Readonly<Record<string, string | undefined>>
  allowKeys: Record<string, string[]>
  /** Absolute. */
  allowFolders: string[]
  /** Settings that were said in code: their paths may lead anywhere. */
  trusted: readonly string[]
  /** Gives a problem its place. */
  locate(problem: Problem): Fault
}

/** What the schema made of a config; `null` stands for an entry that it refused. */
type Given = Omit<z.output<typeof configSchema>, 'models'> & { models: readonly (ModelEntry | null)[] }

/** Settings with every default, model and path resolved. Throws EvalError config with all faults. */
export function resolveConfig(given: Given, options: ResolveConfigOptions): Config {
  const faults: Fault[] = []
  const say = (path: PropertyKey[], message: string, hint?: string) => faults.push(options.locate({ path, message, hint }))
  const found = given.models.map((entry, index) => {
    const fault = (message: string, hint?: string, key?: string) =>
      say(key === undefined ? ['models', index] : ['models', index, key], message, hint)
    return entry === null ? null : resolveModel(entry, options, fault)
  })
  for (const [index, model] of found.entries()) {
    if (!model || found.findIndex((other) => other?.label === model.label) === index) continue
    say(['models', index], `two models are labelled ${model.label}`, 'give each its own `label`')
  }
  const resultsFolder = ownFolder(given.results, ['results'], options, say)
  const tape = { mode: tapeMode(given.tape.mode, options.env), folder: ownFolder(given.tape.folder, ['tape', 'folder'], options, say) }
  for (const problem of runGateProblems(
    given.gates,
    found.filter((model) => model !== null),
  ))
    faults.push(options.locate(problem))
  if (faults.length > 0) throw faultsError(faults)
  const models = found.filter((model) => model !== null)
  const { gates, concurrency, seed, allowUnpriced, confirmAboveUsd, budgetUsd = null, abandonAfter, telemetry = null } = given
  // An empty variable is how shells and CIs say that there is none.
  const generalModel = given.generalModel ?? (options.env['GENERAL_TASK_LLM'] || null)
  return {
    root: options.root,
    file: options.file,
    models,
    generalModel,
    judge: { ...given.judge, ...judgeModel(generalModel, { ...options, models }) },
    resultsFolder,
    concurrency,
    budgetUsd,
    allowUnpriced,
    confirmAboveUsd,
    abandonAfter: abandonAfter === 0 ? null : abandonAfter,
    seed,
    tape,
    telemetry,
    gates,
    allowFolders: options.allowFolders,
    allowKeys: options.allowKeys,
    configHash: hashJson({
      models: models.map(({ answersFile, ...model }) => ({
        ...bearingOnResults(model),
        // The same on every machine.
        answersFile: answersFile && relative(options.root, answersFile),
      })),
      generalModel,
      seed,
    }),
  }
}

/** Settings of a model without those of pace and of recommendations. */
function bearingOnResults({
  concurrency: _,
  requestsPerMinute: __,
  tokensPerMinute: ___,
  contextTokens: ____,
  traits: _____,
  ...model
}: Omit<Model, 'answersFile'>): object {
  return model
}

type Say = (path: PropertyKey[], message: string, hint?: string) => void

/** A folder that is written to: under the project, unless code says otherwise. */
function ownFolder(path: string, setting: [string, ...string[]], options: ResolveConfigOptions, say: Say): string {
  if (options.trusted.includes(setting[0])) return resolve(options.root, path)
  try {
    return safePath(path, options.root, options)
  } catch (error) {
    if (!EvalError.is(error)) throw error
    say(setting, error.message, error.hint)
    return resolve(options.root)
  }
}

/** The environment goes over the file: one run replays, the next one records. */
function tapeMode(written: TapeMode, env: ResolveConfigOptions['env']): TapeMode {
  const said = env['TASKBENCH_TAPE']
  if (said === undefined || said === '') return written
  const mode = TAPE_MODES.find((legal) => legal === said)
  if (mode) return mode
  throw new EvalError('config', `TASKBENCH_TAPE (or --tape) is ${JSON.stringify(said.slice(0, 40))}, which is no mode of the tape`, {
    hint: `legal: ${TAPE_MODES.join(', ')}`,
  })
}
