import type { TrialRecord } from '../schema/trial-record.ts'
import { quantile } from '../statistics/quantile.ts'

/** Tokens as answers had them. */
export interface EarlierOutput {
  mean: number
  p95: number
}

/** What the trials of a task and model used in earlier runs. */
export interface EarlierUsage {
  trials: number
  /** So many of them differ in case or number: those of several runs of the same are one. */
  distinct: number
  /** Part of the trials that made calls, from 0 to 1: all that follows is of these. */
  asking: number
  callsPerTrial: number
  /** Of a trial; `null`: no trial said so. */
  inputTokens: number | null
  outputTokens: EarlierOutput | null
  /** Of one of a trial's calls. */
  outputPerCall: EarlierOutput | null
  /** What trials said of their input, by caseHash. */
  inputs: ReadonlyMap<string, { trials: number; tokens: number }>
  /** Mean of the trials whose price is known, replayed ones at what they cost when they were recorded; `null` if there is none. */
  costNanoUsd: number | null
}

/** What some trials of a task and model used. */
export function usageOf(trials: readonly TrialRecord[]): EarlierUsage {
  const records = trials.filter(({ callIds }) => callIds.length > 0)
  const outputs = records.flatMap(({ tokens, callIds }) =>
    tokens.output === null ? [] : { trial: tokens.output, call: tokens.output / callIds.length },
  )
  return {
    trials: trials.length,
    distinct: new Set(trials.map(({ caseHash, trial }) => `${caseHash} ${trial}`)).size,
    asking: records.length / Math.max(1, trials.length),
    callsPerTrial: mean(records.map(({ callIds }) => callIds.length)) ?? 0,
    inputTokens: mean(records.flatMap(({ tokens }) => tokens.input ?? [])),
    outputTokens: outputOf(outputs.map(({ trial }) => trial)),
    outputPerCall: outputOf(outputs.map(({ call }) => call)),
    inputs: inputsOf(records),
    costNanoUsd: mean(records.flatMap(({ costNanoUsd, originalCostNanoUsd = costNanoUsd }) => originalCostNanoUsd ?? [])),
  }
}

function outputOf(tokens: number[]): EarlierOutput | null {
  const average = mean(tokens)
  return average === null
    ? null
    : {
        mean: average,
        p95: quantile(
          tokens.sort((a, b) => a - b),
          0.95,
        ),
      }
}

function inputsOf(records: readonly TrialRecord[]): EarlierUsage['inputs'] {
  const inputs = new Map<string, { trials: number; tokens: number }>()
  for (const { caseHash, tokens } of records) {
    if (tokens.input === null) continue
    const known = inputs.get(caseHash)
    if (!known) inputs.set(caseHash, { trials: 1, tokens: tokens.input })
    else {
      known.trials++
      known.tokens += tokens.input
    }
  }
  return inputs
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
