import { z } from 'zod'
import { EvalError } from '../schema/eval-error.ts'
import { TAPE_SCHEMA, tapeEntrySchema } from '../schema/tape.ts'
import type { TapeEntry } from '../schema/tape.ts'

const REPAIR = 'restore the line (git checkout), or remove it and record again: TASKBENCH_TAPE=auto records what is missing'

/** One line of a tape, checked. Throws EvalError config with the place where it is broken or of another version. */
export function readTapeLine(text: string, at: string): TapeEntry {
  const value = parse(text, at)
  const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (typeof found === 'string' && found.startsWith('taskbench/tape@') && found !== TAPE_SCHEMA)
    throw new EvalError('config', `${at}: the line is of ${found.slice(0, 80)}, expected ${TAPE_SCHEMA}`, {
      at,
      hint: 'another version of taskbench has recorded it: use that version, or record again',
    })
  const entry = tapeEntrySchema.safeParse(value)
  if (entry.success) return entry.data
  const issue = entry.error.issues[0] as z.core.$ZodIssue
  const place = issue.path.length === 0 ? '' : ` at ${z.core.toDotPath(issue.path)}`
  throw new EvalError('config', `${at}: the line is no recorded call${place}: ${issue.message}`, { at, hint: REPAIR })
}

function parse(text: string, at: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const shown = /^(<{7}|={7}|>{7})/.test(text) ? 'the line is a conflict of a merge, not JSON' : 'the line is broken: it is not JSON'
    throw new EvalError('config', `${at}: ${shown}`, { at, hint: REPAIR, cause })
  }
}
