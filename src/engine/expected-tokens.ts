import type { CallRequest } from '../schema/call.ts'
import type { Model } from '../schema/model.ts'
import { DEFAULT_OUTPUT_TOKENS } from './cost-bounds.ts'
import { promptTokens } from './prompt-tokens.ts'

/** What a call may use at most, before anything is known of its model. */
export interface ExpectedTokens {
  prompt: number
  answer: number
}

/** Where nobody counts them. */
export const NO_TOKENS: ExpectedTokens = { prompt: 0, answer: 0 }

/** Tokens of a call; not looked at where its model has no limit of them. */
export function expectedTokens({ tokensPerMinute }: Model, { request }: CallRequest): ExpectedTokens {
  if (tokensPerMinute === null) return NO_TOKENS
  return { prompt: promptTokens(request), answer: request.params.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS }
}
