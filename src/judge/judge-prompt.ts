import { hashText } from '../hash/hash-text.ts'
import { JUDGE_PROMPT_V1 } from './judge-prompt-v1.ts'

/** The prompt in use. */
export const JUDGE_PROMPT = JUDGE_PROMPT_V1

/** Identity of the prompt in use: what calibrations and judgements name. */
export const JUDGE_PROMPT_HASH = hashText(JUDGE_PROMPT)
