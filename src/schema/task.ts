import { z } from 'zod'
import type { Case } from './case.ts'
import { SEVERITIES } from './check.ts'
import type { CheckSpec } from './check.ts'
import type { Place } from './fault.ts'
import type { JsonObject } from './json.ts'
import type { TaskJudge } from './judge.ts'
import type { Message, Tool } from './model-request.ts'
import { chunkingSchema } from './chunking.ts'
import type { Chunking } from './chunking.ts'
import { paramsSchema } from './params.ts'
import type { Params } from './params.ts'

/** Names of tasks, use cases and runs. */
export const nameSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'expected lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit')

export const messageSchema = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })

export const toolSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.json()).optional().describe('JSON Schema of the arguments'),
})

export const outputSchema = z.strictObject({
  format: z.string().default('text').describe('How an answer is read'),
  schema: z
    .union([z.record(z.string(), z.json()), z.boolean()])
    .optional()
    .describe('JSON Schema 2020-12 of the answer'),
})

export const PAIRING_METHODS = ['exact', 'normalized', 'fuzzy', 'semantic'] as const

export const compareSchema = z.strictObject({
  path: z.string().min(1).describe('Field of the item, as a name or a JSONPath'),
  by: z.enum(['exact', 'normalized', 'fuzzy', 'semantic', 'number', 'time']).default('normalized'),
  tolerance: z.number().min(0).optional().describe('With number and time (seconds)'),
  threshold: z.number().min(0).max(1).optional().describe('With fuzzy and semantic'),
})

export const pairingSchema = z.strictObject({
  items: z.string().optional().describe('JSONPath to the items; default: the root array'),
  key: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('Field(s) by which items are paired; default: the whole item'),
  by: z.enum(PAIRING_METHODS).default('normalized'),
  threshold: z.number().min(0).max(1).optional().describe('Least similarity; default fuzzy 0.85, semantic 0.80'),
  compare: z.array(compareSchema).optional().describe('A pair that disagrees in one of these fields is wrong'),
})
export type Pairing = z.infer<typeof pairingSchema>

export const trialsSchema = z.union([
  z.int().min(1).max(10_000),
  z.strictObject({ count: z.int().min(1).max(10_000), pass: z.enum(['all', 'majority', 'any']).default('all') }),
])

export const gateSchema = z.strictObject({
  metric: z.string().min(1),
  min: z.number().optional(),
  max: z.number().optional(),
  bound: z.enum(['interval', 'value']).default('interval').describe('interval: three outcomes; value: the bare value is compared'),
  baseline: nameSchema.optional(),
  margin: z.number().min(0).optional(),
  undecided: z.enum(['warn', 'fail']).default('warn'),
})
export type Gate = z.infer<typeof gateSchema>

/** The common part of every check as it is written; its kind adds the rest. */
export const checkBaseSchema = z.object({
  name: z.string().min(1).max(120).optional(),
  kind: z.string().min(1),
  severity: z.enum(SEVERITIES).default('critical'),
  description: z.string().optional(),
  not: z.boolean().default(false),
})

/** `NAME.task.yaml` as it is written. Kinds of checks and legal metrics are validated by their own rooms. */
export const taskSchema = z
  .strictObject({
    name: nameSchema.describe('Unique in a run'),
    description: z.string().default(''),
    useCase: nameSchema.optional(),
    system: z.string().optional(),
    prompt: z.string().optional().describe('Template of the user message; {{name}} inserts a field of the input'),
    messages: z.array(messageSchema).min(1).optional().describe('Instead of prompt'),
    params: paramsSchema.optional(),
    tools: z.array(toolSchema).optional(),
    chunking: z
      .union([z.literal('none'), chunkingSchema])
      .optional()
      .describe('How long inputs are cut; what is left out is taken from the use case; none: not at all, whatever the use case says'),
    cases: z
      .union([z.string().min(1), z.array(z.unknown()).min(1)])
      .describe('A file (.jsonl .json .csv .yaml), a glob, or an inline list'),
    output: outputSchema.prefault({}),
    pairing: pairingSchema.optional(),
    checks: z.array(z.looseObject({ kind: z.string() })).default([]),
    generatedChecks: z
      .boolean()
      .optional()
      .describe('Are checks written for it? Default: if it has none of its own and a general model is configured'),
    metrics: z.array(z.string()).optional(),
    primary: z.string().optional(),
    models: z.array(z.string()).min(1).optional().describe("Ids or labels, instead of the config's"),
    trials: trialsSchema.default(1),
    failOn: z.enum(['critical', 'gate']).default('critical'),
    gates: z.array(gateSchema).default([]),
    stop: z
      .enum(['decided'])
      .optional()
      .describe('decided: of each model, cases are asked in seeded order until its gates are decided; default: all are'),
  })
  .describe('A task')

export type TaskInput = z.input<typeof taskSchema>

/** Everything of a task but its cases: what metrics, gates and reports need. Plain JSON. */
export interface TaskSettings {
  name: string
  description: string
  /** Folder under `results/`. */
  useCase: string
  output: { format: string; schema: JsonObject | boolean | null }
  pairing: Pairing | null
  /** Resolved: those that the task can compute, or those that it names. */
  metrics: string[]
  primary: string
  trials: { count: number; pass: 'all' | 'majority' | 'any' }
  failOn: 'critical' | 'gate'
  gates: (Gate & { place?: Place | undefined })[]
  /** Asking a model stops as soon as its gates are decided: the cases are in seeded order. Left out: all are asked. */
  stop?: 'decided' | undefined
  taskHash: string
  promptHash: string
  checksHash: string
  /** Of what else the records of its trials depend on: ids, inputs, gold and own checks of its cases, and its judge. Left out by earlier versions. */
  recordsHash?: string | undefined
}

/** A task, read, validated and resolved. */
export interface Task extends TaskSettings {
  /** Absolute path of the file that defines it. */
  file: string
  /** Templates; empty in a code suite. */
  messages: Message[]
  params: Params
  tools: Tool[]
  /** `null`: inputs are asked whole. */
  chunking: Chunking | null
  checks: CheckSpec[]
  /** What it says of checks that are written for it; left out where it says nothing. */
  generatedChecks?: boolean | undefined
  /** `NAME.checks.yaml` beside it, where it is there: a person's own, written for the task as it is, or before it was changed. */
  checksFile?: 'own' | 'written' | 'stale' | undefined
  /** Only where a check asks a judge. */
  judge?: TaskJudge | undefined
  cases: Case[]
  /** Labels of models; `null`: all of the config. */
  models: string[] | null
  caseSetHash: string
  /** Files besides `file` that it was read from: absolute paths, watched. */
  dependencies: string[]
  /** Lines (from 1) of the keys that tests and gates are located at. */
  lines: { name: number; cases: number }
}
