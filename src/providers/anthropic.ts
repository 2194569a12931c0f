import type { ModelRequest } from '../schema/model-request.ts'
import { resolveAddress } from './address.ts'
import { readAnthropicAnswer } from './anthropic-answer.ts'
import { anthropicBody } from './anthropic-body.ts'
import { loadSdk } from './load-sdk.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import { SDK_TIMEOUT_MS } from './sdk-timeout.ts'
import { objectSchema, UNSTRUCTURED } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'
import { VENDOR_KEYS } from './vendor-keys.ts'

/** Anthropic through its official SDK: the Messages API, streamed. A schema is kept by a tool that the model must call. */
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
        const structured = structuredFor(request)
        const body = anthropicBody(model.name, request, structured)
        const client = new Client({ ...shared, fetch: call.fetch })
        // `messages.create` would print a warning for each call to a model that is about to retire.
        const response = await client.post('/v1/messages', { body, stream: true, signal: call.signal }).asResponse()
        return (await readAnthropicAnswer(response, call)).completion(structured)
      },
    }
  },
})

/** Tools of the task and extended thinking leave no room for a forced tool. */
function structuredFor({ outputSchema, tools = [], params }: ModelRequest): StructuredOutput {
  const thinking = params.extra?.['thinking'] !== undefined
  return tools.length > 0 || thinking ? UNSTRUCTURED : objectSchema(outputSchema, 'tool')
}
