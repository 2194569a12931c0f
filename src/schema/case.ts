import { z } from 'zod'
import type { CheckSpec } from './check.ts'
import type { Place } from './fault.ts'
import type { Json, JsonObject } from './json.ts'

/** A case as it is written. Without `input`, every other field is input. */
export const caseSchema = z
  .object({
    id: z.union([z.string().min(1), z.number()]).optional(),
    input: z.record(z.string(), z.json()).optional(),
    gold: z.json().optional(),
    tags: z.array(z.string()).optional(),
    checks: z.array(z.unknown()).optional(),
  })
  .catchall(z.json())

/** One case of a task, read and validated. */
export interface Case<Input = JsonObject, Gold = Json | undefined> {
  /** Unique in its task. */
  id: string
  input: Input
  gold: Gold
  tags: string[]
  /** Checks of this case alone. */
  checks: CheckSpec[]
  /** hash(input, gold): pairs runs even after the prompt was edited. */
  caseHash: string
  /** Where it is written. */
  place: Place
}
