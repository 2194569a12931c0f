import type OpenAI from 'openai'
import { resolveAddress } from './address.ts'
import { readChatAnswer } from './chat-answer.ts'
import { chatBody } from './chat-body.ts'
import type { ChatDialect } from './chat-body.ts'
import { loadSdk } from './load-sdk.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import { schemaToSend } from './schema-to-send.ts'
import { SDK_TIMEOUT_MS } from './sdk-timeout.ts'
import { objectSchema } from './structured-output.ts'
import { VENDOR_KEYS } from './vendor-keys.ts'

/** `max_completion_tokens` is the field that all chat models of OpenAI take, reasoning models alone no other. */
const DIALECT: ChatDialect = { maxTokensField: 'max_completion_tokens', effort: (effort) => ({ reasoning_effort: effort }), extra: {} }

/** OpenAI through its official SDK: chat completions, streamed. */
export const openaiProvider = defineNetworkedProvider({
  name: 'openai',
  description: 'OpenAI (OPENAI_API_KEY), through the package openai',
  keyVariables: ['OPENAI_API_KEY'],
  hosts: VENDOR_KEYS.OPENAI_API_KEY,
  connect: async (model, context) => {
    const address = resolveAddress(model, { defaultBaseUrl: 'https://api.openai.com/v1', keyVariable: 'OPENAI_API_KEY' }, context)
    const { OpenAI: Client } = await loadSdk('openai', () => import('openai'))
    const shared = {
      apiKey: address.key ?? '',
      adminAPIKey: null,
      baseURL: address.baseUrl,
      organization: address.loopback ? null : (context.env['OPENAI_ORG_ID'] ?? null),
      project: address.loopback ? null : (context.env['OPENAI_PROJECT_ID'] ?? null),
      maxRetries: 0,
      timeout: SDK_TIMEOUT_MS,
      logLevel: 'off' as const,
    }
    return {
      address,
      secrets: address.key === null ? [] : [address.key],
      exchange: async (call, { request }) => {
        const structured = objectSchema(schemaToSend(request, 'response_format'), 'json-schema')
        const body = chatBody(model.name, request, structured, DIALECT) as unknown as OpenAI.ChatCompletionCreateParamsStreaming
        const client = new Client({ ...shared, fetch: call.fetch })
        const response = await client.chat.completions.create(body, { signal: call.signal }).asResponse()
        const answer = await readChatAnswer(response, call)
        answer.inlineCostNanoUsd = null
        return answer.completion(structured)
      },
    }
  },
})
