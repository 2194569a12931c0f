import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { faultsError } from '../config/faults-error.ts'
import { loadConfig } from '../config/load-config.ts'
import { resolveModel } from '../config/resolve-model.ts'
import { estimatedUsage } from '../engine/estimated-usage.ts'
import { PRICE_DATE } from '../pricing/price-call.ts'
import { listedContextTokens, listedModels } from '../pricing/listed-models.ts'
import { providerDefinition } from '../providers/provider-definitions.ts'
import type { ModelFacts } from '../recommend/model-facts.ts'
import { rankForUseCase } from '../recommend/rank-for-use-case.ts'
import type { RankedModel } from '../recommend/rank-for-use-case.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import type { Model } from '../schema/model.ts'
import { nameSchema } from '../schema/task.ts'
import type { Trait } from '../schema/use-case.ts'
import { nearest } from '../text/nearest.ts'
import { findUseCase, USE_CASES_FOLDER } from '../use-cases/find-use-case.ts'
import type { LoadedUseCase } from '../use-cases/load-use-case.ts'
import { unknownModels } from '../use-cases/unknown-models.ts'
import { modelPrice } from './model-price.ts'
import { historyKey, useCaseHistory } from './use-case-history.ts'
import type { ModelHistory, UseCaseHistory } from './use-case-history.ts'

export interface RecommendModelsOptions {
  root: string
  /** Name of a use case. */
  useCase: string
  /** The models of the price list besides the configured ones. */
  known: boolean
  /** Default: as configured. */
  results?: string | undefined
  env: Readonly<Record<string, string | undefined>>
}

/** Models for a use case, the preferred one first. */
export interface ModelsForUseCase {
  useCase: string
  traits: readonly Trait[]
  ranked: RankedModel[]
  /** Runs whose results count, the newest first. */
  runs: string[]
  /** Tokens of an answer for which prices were compared. */
  answer: { inputTokens: number; outputTokens: number; from: 'earlier runs' | 'usual' }
  priceDate: string | null
  notes: string[]
}

/** Of an answer where no run says how long they are. */
const USUAL_TOKENS = { input: 2_000, output: 500 }

/** Ranks models for a use case by its traits, prices, context lengths and the results of earlier runs. No model is asked. Rejects with EvalError config. */
export async function recommendModels({ root, useCase, known, results, env }: RecommendModelsOptions): Promise<ModelsForUseCase> {
  const config = await loadConfig({ root, env })
  const { traits, note } = traitsOf(useCase, config)
  const history = await useCaseHistory(results ?? config.resultsFolder, useCase)
  if (note !== null && history.runs.length === 0) throw new EvalError('config', note, { hint: useCasesHint(useCase, config) })
  const tokens = history.tokens ?? USUAL_TOKENS
  const listed = known ? knownModels(config) : []
  const facts = [
    ...config.models.map((model) => factsOf(model, true, { history, tokens })),
    ...listed.map((model) => factsOf(model, false, { history, tokens })),
  ]
  const ranked = rankForUseCase(facts, { traits, tasks: history.tasks, inputTokens: history.tokens?.input ?? null })
  return {
    useCase,
    traits,
    ranked,
    runs: history.runs,
    answer: {
      inputTokens: Math.round(tokens.input),
      outputTokens: Math.round(tokens.output),
      from: history.tokens ? 'earlier runs' : 'usual',
    },
    priceDate: PRICE_DATE,
    notes: [...(note === null ? [] : [`${note}: no traits count`]), ...history.notes],
  }
}

function traitsOf(name: string, config: Config): { traits: readonly Trait[]; note: string | null } {
  const parsed = nameSchema.safeParse(name)
  if (!parsed.success)
    throw new EvalError('config', `${JSON.stringify(name.slice(0, 100))} is no name of a use case`, {
      hint: parsed.error.issues[0]?.message,
    })
  const found = findUseCase(name, config)
  const faults = found ? faultsOf(found, config) : []
  if (faults.length > 0) throw faultsError(faults)
  return { traits: found?.useCase?.traits ?? [], note: found ? null : `there is no ${USE_CASES_FOLDER}/${name}.yaml` }
}

/** What is wrong with a use case, by itself or in this config. */
function faultsOf({ useCase, faults, placeOf }: LoadedUseCase, config: Config): Fault[] {
  const unknown = unknownModels(useCase?.models ?? [], config)
  return [...faults, ...unknown.map(({ index, message, hint }) => ({ place: placeOf(['models', index]), message, hint }))]
}

function useCasesHint(name: string, { root }: Config): string {
  const names = useCaseNames(join(root, USE_CASES_FOLDER))
  const meant = nearest(name, names)
  if (names.length === 0) return 'write it (docs/use-cases.md), or run its tasks first'
  return `${meant ? `did you mean ${meant}? ` : ''}there are: ${names.join(', ')}`
}

function useCaseNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length))
      .sort()
  } catch {
    return []
  }
}

/** Models of the price list that are not configured. */
function knownModels(config: Config): Model[] {
  const configured = new Set(config.models.map(({ id }) => id))
  return listedModels()
    .map(({ provider, name }) => `${provider}:${name}`)
    .filter((id) => !configured.has(id))
    .flatMap((id) => resolveModel(id, config, () => undefined) ?? [])
}

function factsOf(
  model: Model,
  configured: boolean,
  { history, tokens }: { history: UseCaseHistory; tokens: { input: number; output: number } },
): ModelFacts {
  const own = history.models.get(historyKey(model.id, model.label)) ?? null
  return {
    model: model.label,
    id: model.id,
    simulated: model.simulated,
    configured,
    results: own?.results ?? [],
    cost: costOf(model, own, tokens),
    latency: own?.latency ?? null,
    contextTokens: model.contextTokens ?? listedContextTokens(model),
    traits: model.traits ?? [],
    staysHere: staysHere(model),
  }
}

function costOf(model: Model, own: ModelHistory | null, tokens: { input: number; output: number }): ModelFacts['cost'] {
  if (own?.cost) return { usd: own.cost.usd, from: `measured (n ${own.cost.n})` }
  const usage = estimatedUsage(Math.round(tokens.input), Math.round(tokens.output))
  const { nanoUsd } = modelPrice(model, usage, null)
  if (nanoUsd === null) return null
  return {
    usd: nanoUsd / 1e9,
    from: model.paid ? 'by its price' : model.simulated ? 'by its simulated price' : 'it is asked on this machine',
  }
}

/** Vendors stand elsewhere; where a server of one's own stands is known of addresses of this machine alone. */
function staysHere({ paid, provider }: Model): boolean | null {
  if (!paid) return true
  return providerDefinition(provider)?.needsBaseUrl ? null : false
}
