import type { ProviderDefinition } from '../schema/provider.ts'
import { simProvider } from '../sim/sim-provider.ts'
import { anthropicProvider } from './anthropic.ts'
import { bedrockProvider } from './bedrock.ts'
import { compatibleProvider } from './compatible.ts'
import { ollamaProvider } from './ollama.ts'
import { openaiProvider } from './openai.ts'
import { openrouterProvider } from './openrouter.ts'
import { recordedProvider } from './recorded.ts'

/** All providers; a new one is its file and one line here. */
export const providerDefinitions: ProviderDefinition[] = [
  openaiProvider,
  anthropicProvider,
  openrouterProvider,
  bedrockProvider,
  ollamaProvider,
  compatibleProvider,
  recordedProvider,
  simProvider,
]

/** The provider of this name, or `null`. */
export function providerDefinition(name: string): ProviderDefinition | null {
  return providerDefinitions.find((definition) => definition.name === name) ?? null
}
