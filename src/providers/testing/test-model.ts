import type { CallCase } from '../../schema/call.ts'
import type { Model } from '../../schema/model.ts'
import type { ModelRequest } from '../../schema/model-request.ts'
import type { Attempting } from '../../schema/provider.ts'

/** A resolved model with the given fields. */
export function testModel(fields: Partial<Model> & Pick<Model, 'provider' | 'name'>): Model {
  const id = `${fields.provider}:${fields.name}`
  return {
    id,
    label: id,
    params: {},
    concurrency: 1,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: 60_000,
    baseUrl: null,
    apiKeyEnv: null,
    region: null,
    price: null,
    answersFile: null,
    sim: null,
    simulated: false,
    paid: true,
    needsCase: false,
    ...fields,
  }
}

/** A plain request. */
export const greeting: ModelRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Greet me.' },
  ],
  params: {},
}

/** A case whose gold must never leave the process. */
export const secretCase: CallCase = {
  task: 'greeting',
  case: 'case-1',
  caseHash: 'abc',
  input: { name: 'Ada' },
  gold: 'GOLD-THAT-MUST-STAY',
  format: 'text',
}

/** One attempt of a model. */
export function attempting(model: Model, fields: Partial<Attempting> = {}): Attempting {
  return { model, request: greeting, trial: 0, attempt: 1, signal: new AbortController().signal, ...fields }
}
