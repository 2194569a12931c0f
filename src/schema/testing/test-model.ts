import type { Model } from '../model.ts'

/** A resolved model with the given settings; id and label follow from provider and name, what is true of simulated models from `sim`. */
export function testModel(settings: Partial<Model> = {}): Model {
  const { provider = 'test', name = 'a' } = settings
  const { id = `${provider}:${name}`, simulated = provider === 'sim' } = settings
  return {
    id,
    label: id,
    provider,
    name,
    params: {},
    concurrency: 4,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: 60_000,
    baseUrl: null,
    apiKeyEnv: null,
    region: null,
    price: null,
    answersFile: null,
    sim: null,
    simulated,
    paid: !simulated,
    needsCase: simulated,
    ...settings,
  }
}
