import type { CallRequest, Reply } from './call.ts'

/** Asks a model through queue, limits, retries, tape, journal and ledger. Rejects with an EvalError. */
export type Ask = (request: CallRequest, options?: { signal?: AbortSignal }) => Promise<Reply>
