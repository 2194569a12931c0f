import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { hashJson } from '../hash/hash-json.ts'
import { costsMoney } from '../providers/costs-money.ts'
import { providerDefinition, providerDefinitions } from '../providers/provider-definitions.ts'
import type { Config, configSchema } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import type { Model, ModelEntry } from '../schema/model.ts'
import { nearest } from '../text/nearest.ts'
import { faultsError } from './faults-error.ts'
import { safePath } from './safe-path.ts'

export interface ResolveConfigOptions {
  /** Absolute folder that paths may not leave. */
  root: string
  /** Absolute path; `null`: built in. */
  file: string | null
  env: Readonly<Record<string, string | undefined>>
  allowKeys: Record<string, string[]>
  /** Absolute. */
  allowFolders: string[]
  placeOf(path: readonly PropertyKey[]): Place
}

/** In flight per model where the config does not say. */
const DEFAULT_CONCURRENCY = 16
/** Of one attempt. */
const DEFAULT_TIMEOUT_MS = 60_000

/** Settings with every default, model and path resolved. Throws EvalError config with all faults. */
export function resolveConfig(given: z.output<typeof configSchema>, options: ResolveConfigOptions): Config {
  const faults: Fault[] = []
  const models = given.models.flatMap((entry, index) => {
    const fault = (message: string, hint?: string, key?: string) => {
      faults.push({ place: options.placeOf(key === undefined ? ['models', index] : ['models', index, key]), message, hint })
    }
    const model = resolveModel(entry, options, fault)
    return model ? [model] : []
  })
  for (const [index, model] of models.entries()) {
    if (models.findIndex((other) => other.label === model.label) === index) continue
    faults.push({
      place: options.placeOf(['models', index]),
      message: `two models are labelled ${model.label}`,
      hint: 'give each its own `label`',
    })
  }
  if (given.tape.mode !== 'off') {
    faults.push({
      place: options.placeOf(['tape', 'mode']),
      message: `tape: the mode ${given.tape.mode} is not available in this version`,
      hint: 'leave it off',
    })
  }
  if (faults.length > 0) throw faultsError(faults)
  const { concurrency, seed, tape, budgetUsd = null } = given
  const generalModel = given.generalModel ?? options.env['GENERAL_TASK_LLM'] ?? null
  return {
    root: options.root,
    file: options.file,
    models,
    generalModel,
    resultsFolder: resolve(options.root, given.results),
    concurrency,
    budgetUsd,
    seed,
    tape: { mode: tape.mode, folder: resolve(options.root, tape.folder) },
    allowFolders: options.allowFolders,
    allowKeys: options.allowKeys,
    configHash: hashJson({
      models: models.map(({ concurrency: _, requestsPerMinute: __, tokensPerMinute: ___, ...model }) => model),
      generalModel,
      seed,
    }),
  }
}

/** The fault of a provider that there is not. */
export function unknownProvider(provider: string): { message: string; hint: string } {
  const names = providerDefinitions.map(({ name }) => name)
  const meant = nearest(provider, names)
  return { message: `unknown provider ${provider}`, hint: `${meant ? `did you mean ${meant}? ` : ''}legal: ${names.join(', ')}` }
}

type SayFault = (message: string, hint?: string, key?: string) => void

function resolveModel(entry: ModelEntry, options: ResolveConfigOptions, fault: SayFault): Model | null {
  const given = typeof entry === 'string' ? { id: entry } : entry
  const [provider = '', ...rest] = given.id.split(':')
  const definition = providerDefinition(provider)
  if (!definition) {
    const { message, hint } = unknownProvider(provider)
    fault(message, hint)
    return null
  }
  const baseUrl = given.baseUrl ?? null
  if (definition.needsBaseUrl && baseUrl === null)
    fault(`a model of the provider ${provider} needs a baseUrl`, 'the address of the server, as in http://127.0.0.1:8000/v1')
  const simulated = definition.simulated
  return {
    id: given.id,
    label: given.label ?? given.id,
    provider,
    name: rest.join(':'),
    params: given.params ?? {},
    concurrency: given.concurrency ?? DEFAULT_CONCURRENCY,
    requestsPerMinute: given.requestsPerMinute ?? null,
    tokensPerMinute: given.tokensPerMinute ?? null,
    timeoutMs: given.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    baseUrl,
    apiKeyEnv: given.apiKeyEnv ?? null,
    region: given.region ?? null,
    price: given.price ?? null,
    answersFile: answersFile(given.answers, provider, options, fault),
    sim: given.sim ?? null,
    simulated,
    paid: costsMoney(provider, baseUrl),
    needsCase: definition.needs?.includes('case') ?? false,
  }
}

function answersFile(answers: string | undefined, provider: string, options: ResolveConfigOptions, fault: SayFault): string | null {
  if (answers === undefined) {
    if (provider === 'recorded') fault('a recorded model needs `answers`', 'a .jsonl file of lines {case, answer}')
    return null
  }
  try {
    const path = safePath(answers, options.root, options)
    if (!existsSync(path)) fault(`there is no file ${path}`, undefined, 'answers')
    return path
  } catch (error) {
    if (!EvalError.is(error)) throw error
    fault(error.message, error.hint, 'answers')
    return null
  }
}
