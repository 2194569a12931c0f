import type { Completion } from '../schema/answer.ts'
import type { Model } from '../schema/model.ts'
import type { Attempting, ModelProblem, Provider, ProviderContext, ProviderDefinition } from '../schema/provider.ts'
import { EvalError } from '../schema/eval-error.ts'
import { parseBaseUrl } from './address.ts'
import type { Address } from './address.ts'
import { guardKey } from './key-guard.ts'
import { Call } from './call.ts'
import { defineProvider } from './define-provider.ts'
import { withoutKeys } from './without-keys.ts'

/** Makes one exchange over a started call. May throw anything: the call turns it into an EvalError. */
type Exchange = (call: Call, attempting: Attempting) => Promise<Completion>

interface Connection {
  exchange: Exchange
  address: Address
  /** Never shown in an error or an answer. */
  secrets: readonly string[]
  laterCost?: Provider['laterCost']
}

export interface NetworkedProvider extends Omit<ProviderDefinition, 'prepare' | 'paid' | 'simulated' | 'needs'> {
  /** Checks address and key, and gets ready to ask. */
  connect(model: Model, context: ProviderContext): Connection | Promise<Connection>
}

/** A provider that asks a server: clock, bounds, errors and redaction of every attempt are the same. */
export function defineNetworkedProvider({ connect, ...definition }: NetworkedProvider): ProviderDefinition {
  return defineProvider({
    ...definition,
    paid: true,
    simulated: false,
    problem: (model, context) => addressProblem(model, definition.keyVariables, context),
    prepare: async (model, context) => {
      const { exchange, address, secrets, laterCost } = await connect(model, context)
      const asked = { provider: definition.name, model: model.name, host: address.host, keyVariable: address.keyVariable, secrets }
      const clean = withoutKeys(secrets)
      return {
        ...(laterCost && { laterCost }),
        complete: (attempting) => {
          const call = new Call(asked, secrets, attempting, context)
          const fail = (error: unknown) => Promise.reject(call.failure(error))
          try {
            call.throwIfAborted()
            return exchange(call, attempting).then(clean, fail)
          } catch (error) {
            return fail(error)
          }
        },
      }
    },
  })
}

/** An address that is none, or to which no key of this model may go. */
function addressProblem(model: Model, keyVariables: readonly string[], context: Pick<ProviderContext, 'allowKeys'>): ModelProblem | null {
  if (model.baseUrl === null) return null
  try {
    const url = parseBaseUrl(model.baseUrl, model)
    const variables = model.apiKeyEnv === null ? keyVariables : [model.apiKeyEnv]
    const refusals = variables.map((variable) => refusal(url, variable, context))
    if (refusals.includes(null) || !refusals[0]) return null
    return { setting: 'baseUrl', message: refusals[0].message, hint: refusals[0].hint }
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return { setting: 'baseUrl', message: error.message, hint: error.hint }
  }
}

function refusal(url: URL, variable: string, context: Pick<ProviderContext, 'allowKeys'>): EvalError | null {
  try {
    guardKey(url, variable, context)
    return null
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return error
  }
}
