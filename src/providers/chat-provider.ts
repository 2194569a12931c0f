import { resolveAddress } from './address.ts'
import type { AddressRules } from './address.ts'
import { readChatAnswer } from './chat-answer.ts'
import { chatBody } from './chat-body.ts'
import type { ChatDialect } from './chat-body.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import type { NetworkedProvider } from './networked-provider.ts'
import { objectSchema } from './structured-output.ts'
import type { ProviderDefinition } from '../schema/provider.ts'

interface ChatProvider extends Omit<NetworkedProvider, 'connect'> {
  address: AddressRules
  dialect: ChatDialect
  /** Does `usage.cost` of this vendor hold the price of the call in US dollars? */
  reportsCost: boolean
}

/** A vendor that speaks the OpenAI chat protocol over plain HTTP. */
export function defineChatProvider({ address: rules, dialect, reportsCost, ...definition }: ChatProvider): ProviderDefinition {
  return defineNetworkedProvider({
    ...definition,
    reportsCost,
    connect: (model, context) => {
      const address = resolveAddress(model, rules, context)
      const authorization = address.key === null ? {} : { authorization: `Bearer ${address.key}` }
      return {
        address,
        secrets: address.key === null ? [] : [address.key],
        exchange: async (call, { request }) => {
          const structured = objectSchema(request.outputSchema, 'json-schema')
          const response = await call.fetch(`${address.baseUrl}/chat/completions`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...authorization },
            body: JSON.stringify(chatBody(model.name, request, structured, dialect)),
          })
          const answer = await readChatAnswer(response, call)
          if (!reportsCost) answer.inlineCostNanoUsd = null
          return answer.completion(structured)
        },
      }
    },
  })
}
