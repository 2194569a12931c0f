import { resolveAddress } from './address.ts'
import type { AddressRules } from './address.ts'
import { readChatAnswer } from './chat-answer.ts'
import { chatBody } from './chat-body.ts'
import type { ChatDialect } from './chat-body.ts'
import type { Endpoint } from './generation-cost.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import type { NetworkedProvider } from './networked-provider.ts'
import { schemaToSend } from './schema-to-send.ts'
import { objectSchema } from './structured-output.ts'
import type { ProviderDefinition } from '../schema/provider.ts'

interface ChatProvider extends Omit<NetworkedProvider, 'connect'> {
  address: AddressRules
  dialect: ChatDialect
  /** Does `usage.cost` of this vendor hold the price of the call in US dollars? */
  reportsCost: boolean
  /** Asks the vendor what a call has cost, by the id of its response. */
  laterCost?(endpoint: Endpoint, responseId: string, signal: AbortSignal): Promise<number | null>
}

/** A vendor that speaks the OpenAI chat protocol over plain HTTP. */
export function defineChatProvider({ address: rules, dialect, reportsCost, laterCost, ...definition }: ChatProvider): ProviderDefinition {
  return defineNetworkedProvider({
    ...definition,
    reportsCost,
    saysCostLater: laterCost !== undefined,
    connect: (model, context) => {
      const address = resolveAddress(model, rules, context)
      const authorization: Record<string, string> = address.key === null ? {} : { authorization: `Bearer ${address.key}` }
      return {
        address,
        secrets: address.key === null ? [] : [address.key],
        ...(laterCost && {
          laterCost: (responseId: string, signal: AbortSignal) =>
            laterCost({ baseUrl: address.baseUrl, headers: authorization, fetch: context.fetch }, responseId, signal),
        }),
        exchange: async (call, { request }) => {
          const structured = objectSchema(schemaToSend(request, 'response_format'), 'json-schema')
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
