import { resolveAddress } from './address.ts'
import { readAnthropicAnswer } from './anthropic-answer.ts'
import { anthropicBody, versionFor } from './anthropic-body.ts'
import { loadSdk } from './load-sdk.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import { schemaToSend } from './schema-to-send.ts'
import { SDK_TIMEOUT_MS } from './sdk-timeout.ts'
import { closedObjectSchema } from './structured-output.ts'
import { VENDOR_KEYS } from './vendor-keys.ts'

/** Anthropic through its official SDK: the Messages API, streamed. A schema goes into `output_config`, closed. */
export const anthropicProvider = defineNetworkedProvider({
  name: 'anthropic',
  description: 'Anthropic (ANTHROPIC_API_KEY), through the package @anthropic-ai/sdk',
  keyVariables: ['ANTHROPIC_API_KEY'],
  hosts: VENDOR_KEYS.ANTHROPIC_API_KEY,
  connect: async (model, context) => {
    const address = resolveAddress(model, { defaultBaseUrl: 'https://api.anthropic.com', keyVariable: 'ANTHROPIC_API_KEY' }, context)
    const { Anthropic: Client } = await loadSdk('@anthropic-ai/sdk', () => import('@anthropic-ai/sdk'))
    const shared = { apiKey: address.key, baseURL: address.baseUrl, maxRetries: 0, timeout: SDK_TIMEOUT_MS, logLevel: 'off' as const }
    return {
      address,
      secrets: address.key === null ? [] : [address.key],
      exchange: async (call, { request }) => {
        const structured = closedObjectSchema(schemaToSend(request, 'output_config'))
        const body = anthropicBody(model.name, request, structured)
        const client = new Client({ ...shared, fetch: call.fetch })
        const version = versionFor(body)
        const headers = version === null ? {} : { 'anthropic-version': version }
        // `messages.create` would print a warning for each call to a model that is about to retire.
        const response = await client.post('/v1/messages', { body, headers, stream: true, signal: call.signal }).asResponse()
        return (await readAnthropicAnswer(response, call)).completion(structured)
      },
    }
  },
})
