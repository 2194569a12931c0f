import { statSync } from 'node:fs'
import { costsMoney } from '../providers/costs-money.ts'
import { providerDefinition, providerDefinitions } from '../providers/provider-definitions.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model, ModelEntry } from '../schema/model.ts'
import type { ProviderDefinition } from '../schema/provider.ts'
import { nearest } from '../text/nearest.ts'
import { safePath } from './safe-path.ts'
import type { PathRules } from './safe-path.ts'

export interface ModelRules extends PathRules {
  allowKeys: Record<string, string[]>
}

/** Takes what is wrong with a model; `setting`: which of its settings. */
type SayFault = (message: string, hint?: string, setting?: string) => void
type Settings = Exclude<ModelEntry, string>

/** In flight per model where the config does not say. */
const DEFAULT_CONCURRENCY = 16
/** Of one attempt. */
const DEFAULT_TIMEOUT_MS = 60_000
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** An entry of the config as a model; `null` where its provider is unknown. All that is wrong with it is said. */
export function resolveModel(entry: ModelEntry, rules: ModelRules, fault: SayFault): Model | null {
  const given: Settings = typeof entry === 'string' ? { id: entry } : entry
  const [provider = '', ...rest] = given.id.split(':')
  const definition = providerDefinition(provider)
  if (!definition) {
    const { message, hint } = unknownProvider(provider)
    fault(message, hint)
    return null
  }
  sayMisplaced(given, definition, fault)
  const baseUrl = given.baseUrl ?? null
  const model: Model = {
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
    ...(given.contextTokens === undefined ? {} : { contextTokens: given.contextTokens }),
    ...(given.traits === undefined ? {} : { traits: given.traits }),
    answersFile: given.answers === undefined ? null : answersFile(given.answers, rules, fault),
    sim: given.sim ?? null,
    simulated: definition.simulated,
    paid: given.paid ?? costsMoney(provider, baseUrl),
    needsCase: definition.needs?.includes('case') ?? false,
  }
  if (CONTROL.test(model.label)) fault('the label holds control characters', 'write a label of one line', given.label && 'label')
  const problem = definition.problem?.(model, rules)
  if (problem) fault(problem.message, problem.hint, given[problem.setting] === undefined ? undefined : problem.setting)
  return model
}

/** The fault of a provider that there is not. */
export function unknownProvider(provider: string): { message: string; hint: string } {
  const names = providerDefinitions.map(({ name }) => name)
  const meant = nearest(provider, names)
  return { message: `unknown provider ${provider}`, hint: `${meant ? `did you mean ${meant}? ` : ''}legal: ${names.join(', ')}` }
}

/** Settings that are missing, or that the provider would not read. */
function sayMisplaced(given: Settings, { name, needsBaseUrl, needsAnswers, simulated, paid }: ProviderDefinition, fault: SayFault): void {
  if (needsBaseUrl && given.baseUrl === undefined)
    fault(`a model of the provider ${name} needs a baseUrl`, 'the address of the server, as in http://127.0.0.1:8000/v1')
  if (needsAnswers && given.answers === undefined)
    fault(`a model of the provider ${name} needs \`answers\``, 'a .jsonl file of lines {case, answer}')
  const say = (setting: 'answers' | 'sim' | 'baseUrl' | 'paid', whose: string) => {
    if (given[setting] !== undefined) fault(`\`${setting}\` is a setting of ${whose}: ${given.id} does not read it`, 'remove it', setting)
  }
  if (!needsAnswers) say('answers', 'recorded models')
  if (!simulated) say('sim', 'simulated models')
  if (paid) return
  say('baseUrl', 'models that stand on a server')
  say('paid', 'models that stand on a server')
}

function answersFile(answers: string, rules: PathRules, fault: SayFault): string | null {
  try {
    const path = safePath(answers, rules.root, rules)
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) fault(`there is no file ${path}`, 'the path is relative to the config', 'answers')
    else if (!found.isFile()) fault(`${path} is not a file`, 'name a .jsonl file of lines {case, answer}', 'answers')
    return path
  } catch (error) {
    if (!EvalError.is(error)) throw error
    fault(error.message, error.hint, 'answers')
    return null
  }
}
