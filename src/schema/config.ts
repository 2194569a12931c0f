import { z } from 'zod'
import { TAPE_MODES } from './tape.ts'
import type { TapeMode } from './tape.ts'
import { runGateSchema } from './run-gate.ts'
import type { RunGate } from './run-gate.ts'
import { telemetrySchema } from './telemetry.ts'
import type { TelemetrySettings } from './telemetry.ts'
import { modelEntrySchema } from './model.ts'
import type { Model } from './model.ts'

export const tapeSchema = z.strictObject({
  mode: z
    .enum(TAPE_MODES)
    .default('off')
    .describe('record: ask and record; replay: answer from the tape alone; auto: answer from it and record the rest'),
  folder: z.string().default('tapes').describe('Folder of recorded calls'),
})

export const judgeSchema = z.strictObject({
  batch: z.int().min(1).max(100).default(20).describe('Most questions about one answer that a judge is asked in one call'),
})

/** `taskbench.config.yaml` (or `.ts`) as it is written. */
export const configSchema = z
  .strictObject({
    models: z.array(modelEntrySchema).min(1).describe('The models that every task runs against'),
    generalModel: z.string().optional().describe('Judges answers, writes checks, recommends metrics. Default: $GENERAL_TASK_LLM'),
    judge: judgeSchema.prefault({}),
    results: z.string().default('results').describe('Folder for results'),
    concurrency: z.int().positive().max(100_000).default(64).describe('Calls in flight over all models'),
    budgetUsd: z.number().positive().optional().describe('The most that a run may spend, in US dollars'),
    allowUnpriced: z.boolean().default(false).describe('Under a budget, paid models whose price is not known are asked all the same'),
    confirmAboveUsd: z.number().min(0).default(1).describe('taskbench run asks before a run that may cost more, in US dollars'),
    abandonAfter: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(5)
      .describe('A model is not asked any more after so many calls in a row have failed; 0: it always is'),
    seed: z.int().min(0).max(0xffffffff).default(1).describe('Seed of orders, resampling and simulated models'),
    tape: tapeSchema.prefault({}),
    telemetry: telemetrySchema.optional().describe('Calls are told to OpenTelemetry, where an SDK is registered'),
    gates: z.array(runGateSchema).default([]).describe('Gates of the whole run, judged at its end'),
  })
  .describe('Settings of taskbench')

export type ConfigInput = z.input<typeof configSchema>

/** The config, resolved. Plain JSON: it crosses to the workers. */
export interface Config {
  /** Absolute path of the folder of the config file (or the project's root): paths may not leave it. */
  root: string
  /** Absolute path; `null`: the built-in default is in use. */
  file: string | null
  models: Model[]
  generalModel: string | null
  /** `model`: of tasks whose use case names none; `null`: there is none, or the problem says why it cannot be used. */
  judge: { batch: number; model: Model | null; problem: { message: string; hint?: string | undefined } | null }
  /** Absolute path. */
  resultsFolder: string
  concurrency: number
  budgetUsd: number | null
  /** Paid models without a known price are asked under a budget, too: what they cost does not count. */
  allowUnpriced: boolean
  /** On a terminal `taskbench run` asks before a run that may cost more. */
  confirmAboveUsd: number
  /** Calls of a model that fail in a row before it is abandoned; `null`: it never is. */
  abandonAfter: number | null
  seed: number
  /** `folder` is an absolute path. */
  tape: { mode: TapeMode; folder: string }
  /** `null`: nothing is told. */
  telemetry: TelemetrySettings | null
  /** Of the whole run. */
  gates: RunGate[]
  /** Absolute folders that paths may lead to besides `root`. */
  allowFolders: string[]
  allowKeys: Record<string, string[]>
  /** Of the settings that bear on results. */
  configHash: string
}
