import type { Completion } from '../../schema/answer.ts'
import type { CallCase } from '../../schema/call.ts'
import type { Json } from '../../schema/json.ts'
import type { Model } from '../../schema/model.ts'
import type { ModelRequest } from '../../schema/model-request.ts'
import type { Provider, ProviderContext } from '../../schema/provider.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { seededRandom } from '../../random/seeded-random.ts'
import type { Mutating } from '../mutations/mutating.ts'
import { simProvider } from '../sim-provider.ts'
import type { Mistakes } from '../sim-settings-schema.ts'

/** A resolved simulated model without latency unless `sim` says otherwise. */
export function simModel(name: string, sim: Record<string, Json> = {}): Model {
  return testModel({ label: name, provider: 'sim', name, sim: { latency: { kind: 'fixed', ms: 0 }, ...sim } })
}

export async function prepareSim(model: Model, seed = 1): Promise<Provider> {
  const context: ProviderContext = { env: {}, fetch: () => Promise.reject(new Error('no network')), seed, allowKeys: {}, connections: 1 }
  return simProvider.prepare(model, context)
}

export interface Asked {
  gold?: Json
  format?: string
  case?: string
  trial?: number
  attempt?: number
  signal?: AbortSignal
  request?: Partial<ModelRequest>
}

export const PROMPT = 'Name the colours that the painter mentions: ochre, umber, vermilion, ultramarine, viridian.'

/** Asks about a case; without `gold` the case has none. */
export function askSim(provider: Provider, model: Model, asked: Asked = {}): Promise<Completion> {
  const id = asked.case ?? 'a'
  const callCase: CallCase = {
    task: 'colours',
    case: id,
    caseHash: `hash-${id}`,
    input: {},
    gold: asked.gold,
    format: asked.format ?? 'json',
  }
  return provider.complete({
    model,
    request: { messages: [{ role: 'user', content: PROMPT }], params: {}, ...asked.request },
    trial: asked.trial ?? 0,
    attempt: asked.attempt ?? 1,
    signal: asked.signal ?? new AbortController().signal,
    callCase,
  })
}

export const noMistakes: Mistakes = { omit: 0, invent: 0, alter: 0, breakFormat: 0, refuse: 0 }

/** What mutations work with, on a stream of its own. */
export function mutatingWith(mistakes: Partial<Mistakes>, seed: string | number = 1, schema?: Mutating['schema']): Mutating {
  return {
    mistakes: { ...noMistakes, ...mistakes },
    random: seededRandom('test', seed),
    words: () => PROMPT.match(/\w{4,}/g) ?? [],
    schema,
  }
}

/** Half the width of an interval that a share over n draws leaves once in about 16,000 times. */
export function slack(rate: number, n: number): number {
  return 4 * Math.sqrt((rate * (1 - rate)) / n)
}
