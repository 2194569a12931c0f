import { defineChatProvider } from './chat-provider.ts'
import { generationCost } from './generation-cost.ts'
import { VENDOR_KEYS } from './vendor-keys.ts'

/** OpenRouter: many vendors behind one address; it says the price of each call inline, and again in its record of the generation. */
export const openrouterProvider = defineChatProvider({
  name: 'openrouter',
  description: 'OpenRouter (OPENROUTER_API_KEY); names as in openrouter:openai/gpt-5-mini',
  keyVariables: ['OPENROUTER_API_KEY'],
  hosts: VENDOR_KEYS.OPENROUTER_API_KEY,
  address: { defaultBaseUrl: 'https://openrouter.ai/api/v1', keyVariable: 'OPENROUTER_API_KEY' },
  dialect: { maxTokensField: 'max_tokens', effort: (effort) => ({ reasoning: { effort } }), extra: { usage: { include: true } } },
  reportsCost: true,
  laterCost: generationCost,
})
