import { RECOMMENDATION_PROMPT_V1 } from './recommendation-prompt-v1.ts'

/** The prompt in use. */
export const RECOMMENDATION_PROMPT = RECOMMENDATION_PROMPT_V1

/** Its version. */
export const RECOMMENDATION_PROMPT_VERSION = 1
