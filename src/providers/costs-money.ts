import { DEFAULT_OLLAMA_URL } from './ollama.ts'
import { isLoopbackUrl } from './loopback.ts'
import { providerDefinition } from './provider-definitions.ts'

/** Addresses of providers that answer on this machine unless the config says otherwise. */
const LOCAL_DEFAULTS: Readonly<Record<string, string>> = { ollama: DEFAULT_OLLAMA_URL }

/** May asking this provider at this address (`null`: its default) cost money? Not if it is simulated, recorded or on this machine. */
export function costsMoney(provider: string, baseUrl: string | null): boolean {
  if (providerDefinition(provider)?.paid === false) return false
  const address = baseUrl ?? LOCAL_DEFAULTS[provider] ?? null
  return address === null || !isLoopbackUrl(address)
}
