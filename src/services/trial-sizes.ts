import type { EarlierOutput, EarlierUsage } from '../records/usage-of.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { Case } from '../schema/case.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Message } from '../schema/model-request.ts'
import type { Task } from '../schema/task.ts'
import { estimateRequestTokens, estimateTokens } from '../sim/estimate-tokens.ts'
import { inputParts } from '../subjects/input-parts.ts'
import { mergeRequest } from '../subjects/merge-request.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { meanOf } from './token-spread.ts'
import type { CaseCounts } from './token-spread.ts'

/** So many prompts of a task are measured; of more, a seeded sample. */
export const SAMPLE = 200
/** Fewer trials of the same cases say nothing of how real tokens compare to measured ones. */
const ENOUGH_TRIALS = 3
/** Nor do prompts of which the mean length is further from that of all: what a call adds to its prompt weighs more in a short one. */
const ALIKE = 2

/** Means per trial, by characters. */
export interface TrialSizes {
  /** One, or one per chunk of a long input, and one more where a model merges. */
  calls: number
  /** Answers that a model merges; 0 where none does. */
  parts: number
  /** Tokens of all calls, without the answers that are merged. */
  input: number
  /** `null`: no case has gold. */
  gold: number | null
  /** What was measured. */
  sample: readonly MeasuredCase[]
}

interface MeasuredCase extends Pick<TrialSizes, 'calls' | 'parts' | 'input'> {
  caseHash: string
  /** How much it counts in the means. */
  weight: number
}

/** Measures the prompts of a task's cases; where not as much is asked of each, with how much that is. */
export function trialSizes(task: Task, cases: readonly Case[], seed: number, counts?: CaseCounts): TrialSizes {
  const chosen = cases.length <= SAMPLE ? cases : seededRandom(seed, 'estimate', task.name).shuffle(cases).slice(0, SAMPLE)
  const weightOf = (subject: Case) => counts?.get(subject) ?? 1
  const sample = chosen.map((subject) => ({ ...measured(task, subject), weight: weightOf(subject) }))
  const withGold = chosen.filter(({ gold }) => gold !== undefined)
  const golds = withGold.map(({ gold }) => estimateTokens(typeof gold === 'string' ? gold : JSON.stringify(gold)))
  return { ...meansOf(sample), gold: golds.length === 0 ? null : meanOf(golds, withGold.map(weightOf)), sample }
}

/**
 * Input tokens that providers counted in earlier runs, for one that is measured by characters: of the measured cases that were asked then. `null`
 * where there are too few, or prompts of another length.
 */
export function realInput({ sample, ...all }: TrialSizes, { inputs, outputPerCall }: EarlierUsage): number | null {
  const known = sample.filter(({ caseHash }) => inputs.has(caseHash))
  const trials = known.reduce((sum, { caseHash }) => sum + (inputs.get(caseHash)?.trials ?? 0), 0)
  const some = meansOf(known)
  if (trials < ENOUGH_TRIALS || !areAlike(some.input / some.calls, all.input / all.calls)) return null
  const real = known.map(({ caseHash, parts }) => {
    const { tokens, trials: count } = inputs.get(caseHash) as { tokens: number; trials: number }
    return tokens / count - parts * (outputPerCall?.mean ?? 0)
  })
  const weights = known.map(({ weight }) => weight)
  const ratio = meanOf(real, weights) / some.input
  return ratio > 0 ? ratio : null
}

/** Output of a call as in earlier runs. Where prompts are longer than they were, answers may be longer by as much. */
export function likelyOutput({ calls, parts, input }: TrialSizes, before: EarlierUsage, real: number | null): EarlierOutput | null {
  const { outputPerCall: seen, inputTokens, callsPerTrial } = before
  if (!seen || !inputTokens) return seen
  const growth = (input * (real ?? 1) + parts * seen.mean) / calls / (inputTokens / Math.max(1, callsPerTrial))
  return { mean: seen.mean, p95: Math.max(seen.p95, seen.mean * growth) }
}

const areAlike = (a: number, b: number): boolean => a <= b * ALIKE && b <= a * ALIKE

function meansOf(sample: readonly MeasuredCase[]): Pick<TrialSizes, 'calls' | 'parts' | 'input'> {
  const mean = (of: 'calls' | 'parts' | 'input') =>
    meanOf(
      sample.map((each) => each[of]),
      sample.map(({ weight }) => weight),
    )
  return { calls: mean('calls'), parts: mean('parts'), input: mean('input') }
}

function measured(task: Task, { caseHash, input }: Case): Omit<MeasuredCase, 'weight'> {
  const inputs = inputsOf(task, input)
  const prompts = inputs.reduce((sum, part) => sum + tokensOf(task, renderMessages(task, part)), 0)
  const merging = inputs.length > 1 ? mergingOf(task, input, inputs.length) : null
  if (merging === null) return { caseHash, calls: inputs.length, parts: 0, input: prompts }
  return { caseHash, calls: inputs.length + 1, parts: inputs.length, input: prompts + tokensOf(task, merging) }
}

/** What a trial's prompt is rendered with: the case's input, or its parts. */
function inputsOf({ chunking }: Task, input: JsonObject): JsonObject[] {
  return chunking === null ? [input] : inputParts(input, chunking).map((part) => part.input)
}

/** What asks a model to merge answers, without them; `null` where none is asked. */
function mergingOf(task: Task, input: JsonObject, parts: number): Message[] | null {
  const { chunking } = task
  if (chunking === null || chunking.mergePrompt === null) return null
  return mergeRequest(task, chunking, chunking.mergePrompt, input, Array<string>(parts).fill(''))
}

function tokensOf({ tools, output: { schema } }: Task, messages: Message[]): number {
  return estimateRequestTokens({
    messages,
    ...(tools.length > 0 ? { tools } : {}),
    ...(schema !== null && typeof schema === 'object' ? { outputSchema: schema } : {}),
    params: {},
  })
}
