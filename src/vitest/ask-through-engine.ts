import type { Ask } from '../schema/ask.ts'
import type { Reply } from '../schema/call.ts'
import { engineLine } from './provided.ts'

/** The port `Ask` of a worker: every question goes to the engine in the main process. */
export const askThroughEngine: Ask = (request, options) => engineLine().request<Reply>('ask', request, options?.signal)
