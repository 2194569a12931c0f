import { z } from 'zod'
import type { CheckSpec } from './check.ts'
import { nameSchema } from './task.ts'

/** What a requirement is about, from which a check was written. */
export const CHECK_CATEGORIES = [
  'format',
  'count',
  'inclusion',
  'exclusion',
  'range',
  'order',
  'domain',
  'completeness',
  'style',
  'grounding',
] as const
export type CheckCategory = (typeof CHECK_CATEGORIES)[number]

/** Why a check that was written is not used. */
export const DROP_REASONS = {
  'not-valid': 'it is no legal check',
  'refers-to-gold': 'it compares with gold, which only tries checks',
  crashes: 'it could be applied to no answer',
  'fails-gold': 'it fails an answer that is known to be right',
  'always-fails': 'it fails every answer that it can be applied to',
  'never-fails': 'it fails no answer',
  'too-many-false-failures': 'alone it fails more good answers than are allowed',
  equal: 'another check fails the same answers',
  redundant: 'what it catches the chosen checks catch, or it tells bad answers from good ones no better than chance',
  'over-the-number': 'there are enough checks that tell more',
} as const
export type DropReason = keyof typeof DROP_REASONS

/** Good answers below which checks are *unproven*. */
export const LEAST_GOOD = 30

const share = z.number().min(0).max(1).nullable()

/** What a file of checks says of each check beside the check itself. */
export const provenanceSchema = z.object({
  source: z.string().max(2_000).optional().describe('Phrase of the task that it follows from'),
  category: z.enum(CHECK_CATEGORIES).optional().describe('What the requirement is about'),
  killRate: share.optional().describe('Share of the meaning-changing mutants that it failed; null: there were none'),
  kills: z.record(z.string().max(60), z.number().min(0).max(1)).optional().describe('The same by mutator, for those that made any'),
  coverage: share.optional().describe('Share of the bad answers that it failed; null: there were none'),
  ffr: share.optional().describe('Share of the good answers that it failed; null: there were none'),
  reviewed: z.boolean().default(false).describe('A person looked at it: it is kept as it is when checks are written anew'),
  unproven: z.boolean().default(false).describe('There were too few good answers to trust its figures'),
})
export type CheckProvenance = z.output<typeof provenanceSchema>

const writtenBySchema = z.strictObject({
  model: z.string().min(1).max(200),
  date: z.iso.date().describe('Day on which they were written'),
  promptVersion: z.string().min(1).max(100),
})

const droppedSchema = z.strictObject({
  name: z.string().min(1).max(120),
  reason: z.enum(Object.keys(DROP_REASONS) as [DropReason, ...DropReason[]]),
  detail: z.string().max(2_000).optional().describe('Its equal, or what is wrong with it'),
})
export type DroppedCheck = z.output<typeof droppedSchema>

const outOfFoldSchema = z
  .strictObject({ value: z.number().min(0).max(1), low: z.number().min(0).max(1), high: z.number().min(0).max(1), n: z.int().min(1) })
  .nullable()

/** `NAME.checks.yaml` as it is written. Without `writtenFor` it is a person's own. */
export const checksFileSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    task: nameSchema.optional().describe('The task that the checks belong to'),
    writtenFor: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'expected 32 hex digits')
      .optional()
      .describe('Hash of the description, prompt, output and matching rules that the checks were written for'),
    writtenBy: writtenBySchema.optional(),
    outOfFold: z
      .strictObject({ coverage: outOfFoldSchema, ffr: outOfFoldSchema })
      .optional()
      .describe('What the choice of checks is worth on answers that it did not see'),
    checks: z.array(z.looseObject({ kind: z.string() })),
    dropped: z.array(droppedSchema).default([]).describe('Checks that were written and are not used, with the reason'),
  })
  .describe('Checks of a task')

/** A check of a file of checks, validated, with what the file says of it. */
export interface GeneratedCheck extends CheckProvenance {
  check: CheckSpec
}

/** `NAME.checks.yaml`, read and validated. */
export type ChecksFile = Omit<z.output<typeof checksFileSchema>, 'checks'> & { checks: GeneratedCheck[] }
