import type { Completion } from '../schema/answer.ts'
import type { Model } from '../schema/model.ts'
import type { Attempting, ProviderContext, ProviderDefinition } from '../schema/provider.ts'
import type { Address } from './address.ts'
import { startCall } from './call.ts'
import type { Call } from './call.ts'
import { defineProvider } from './define-provider.ts'

/** Makes one exchange over a started call. May throw anything: the call turns it into an EvalError. */
type Exchange = (call: Call, attempting: Attempting) => Promise<Completion>

interface Connection {
  exchange: Exchange
  address: Address
  /** Never shown in an error. */
  secrets: readonly string[]
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
    prepare: async (model, context) => {
      const { exchange, address, secrets } = await connect(model, context)
      const asked = { provider: definition.name, model: model.name, host: address.host, keyVariable: address.keyVariable }
      return {
        complete: async (attempting) => {
          const call = startCall(asked, secrets, attempting, context)
          try {
            attempting.signal.throwIfAborted()
            return await exchange(call, attempting)
          } catch (error) {
            throw call.failure(error)
          }
        },
      }
    },
  })
}
