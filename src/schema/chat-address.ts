import type { Reply } from './call.ts'
import type { ModelRequest } from './model-request.ts'

/** A trial that SDKs may ask for, in OpenAI's chat protocol. */
export interface ChatTrial {
  model: string
  call(request: ModelRequest, signal: AbortSignal): Promise<Reply>
}

/** Where a trial's SDK finds its model. */
export interface ChatAddress {
  baseUrl: string
  apiKey: string
  /** From then on nothing answers there. */
  close(): void
}

/** Gives a trial an address. */
export type OpenChat = (trial: ChatTrial) => Promise<ChatAddress>
