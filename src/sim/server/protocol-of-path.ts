import { openaiProtocol, openrouterProtocol } from './protocols/chat-protocol.ts'
import { messagesProtocol } from './protocols/messages-protocol.ts'
import { ollamaProtocol } from './protocols/ollama-protocol.ts'
import type { ServerProtocol } from './server-protocol.ts'

const protocols = new Map<string, ServerProtocol>([
  ['/v1/chat/completions', openaiProtocol],
  ['/api/v1/chat/completions', openrouterProtocol],
  ['/v1/messages', messagesProtocol],
  ['/api/chat', ollamaProtocol],
])

/** The base URLs under which the vendors' clients find the server, by the provider's name. */
export function baseUrls(address: string): Record<string, string> {
  return {
    openai: `${address}/v1`,
    compatible: `${address}/v1`,
    openrouter: `${address}/api/v1`,
    anthropic: address,
    ollama: address,
  }
}

/** The protocol that is spoken at a path (its query left out); `undefined`: none. */
export function protocolOfPath(path: string): ServerProtocol | undefined {
  return protocols.get(path)
}

/** The paths at which questions are answered. */
export const SERVED_PATHS: readonly string[] = [...protocols.keys()]
