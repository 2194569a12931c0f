import type { CallCase } from '../../schema/call.ts'
import type { Model } from '../../schema/model.ts'
import type { ModelRequest } from '../../schema/model-request.ts'
import type { Attempting } from '../../schema/provider.ts'

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
