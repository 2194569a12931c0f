import { defineChatProvider } from './chat-provider.ts'

/** Any server that speaks the OpenAI chat protocol: vLLM, llama.cpp, LM Studio, a gateway. */
export const compatibleProvider = defineChatProvider({
  name: 'compatible',
  description: 'Any server with an OpenAI-compatible chat API (baseUrl; apiKeyEnv if it wants a key)',
  keyVariables: [],
  hosts: [],
  needsBaseUrl: true,
  address: { defaultBaseUrl: null, keyVariable: null },
  dialect: { maxTokensField: 'max_tokens', effort: (effort) => ({ reasoning_effort: effort }), extra: {} },
  reportsCost: false,
})
