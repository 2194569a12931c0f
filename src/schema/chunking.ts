import { z } from 'zod'

/** How the answers to the parts of a long input become one. */
export const CHUNK_MERGES = ['union', 'concatenate', 'last', 'model'] as const
export type ChunkMerge = (typeof CHUNK_MERGES)[number]

/** `chunking` of a task or a use case, as it is written. */
export const chunkingSchema = z.strictObject({
  input: z.string().min(1).optional().describe('The placeholder whose text is cut; default: the only one of the prompt'),
  by: z.enum(['tokens', 'lines']).optional().describe('Default: tokens, estimated as 4 characters each'),
  size: z.int().min(1).max(10_000_000).optional().describe('Most tokens or lines of a chunk'),
  overlap: z.int().min(0).optional().describe('Tokens or lines that a chunk repeats of the one before; default 0'),
  merge: z.enum(CHUNK_MERGES).optional().describe('How the answers become one; default: union for lists and objects, concatenate for text'),
  mergePrompt: z.string().min(1).optional().describe('With merge: model; {{parts}} inserts the answers'),
  offsets: z
    .strictObject({
      fields: z.array(z.string().min(1)).min(1).describe('Fields of the items that count from the beginning of their chunk'),
      add: z.enum(['lines', 'characters']).describe('What they count'),
    })
    .optional(),
})

export type ChunkingInput = z.infer<typeof chunkingSchema>

/** How a long input is cut, and its answers merged; with every default resolved. Plain JSON. */
export interface Chunking {
  /** The placeholder whose text is cut. */
  input: string
  by: 'tokens' | 'lines'
  /** Most tokens (4 UTF-16 units each) or lines of a chunk. */
  size: number
  /** Less than `size`. */
  overlap: number
  merge: ChunkMerge
  /** `null`: no model merges. */
  mergePrompt: string | null
  offsets: { fields: string[]; add: 'lines' | 'characters' } | null
}
