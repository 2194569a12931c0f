import { z } from 'zod'
import { tapeEntrySchema } from '../schema/tape.ts'
import type { KeptWords } from '../text/redact-json.ts'

let known: KeptWords | null = null

/** The words that the lines of every tape are written with: a tape must be readable, whatever the secrets are. */
export function tapeWords(): KeptWords {
  return (known ??= wordsIn(z.toJSONSchema(tapeEntrySchema)))
}

function wordsIn(schema: unknown): KeptWords {
  const words = { names: new Set<string>(), values: new Set<string>() }
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    const { properties = {}, enum: some = [], const: one } = part as { properties?: object; enum?: unknown[]; const?: unknown }
    for (const name of Object.keys(properties)) words.names.add(name)
    for (const value of [...some, one]) if (typeof value === 'string') words.values.add(value)
    Object.values(part).forEach(look)
  }
  look(schema)
  return words
}
