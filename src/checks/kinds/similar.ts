import { z } from 'zod'
import { embeddingSimilarity } from '../../similarity/embedding-similarity.ts'
import { similarity } from '../../similarity/similarity.ts'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { undecided, verdict } from '../outcomes.ts'

/** The answer is similar to a text: by edits, by tokens (F1), or by embeddings (optional packages). Default: the gold. */
export const similar = defineCheck({
  kind: 'similar',
  passesWhen: 'the similarity to `to` reaches `min`',
  schema: z.strictObject({
    to: z.string().optional(),
    by: z.enum(['edit', 'tokens', 'embedding']).default('tokens'),
    min: z.number().min(0).max(1),
  }),
  expense: 'computed',
  instruction: true,
  goldArgument: 'to',
  apply({ to, by, min }, { answer, gold }) {
    const wanted = to ?? textOf(gold)
    if (wanted === null) return undecided('there is neither a text nor gold to compare with')
    const judge = (value: number) => verdict(value >= min, `similarity ${value.toFixed(3)}`, `at least ${min}`)
    if (by !== 'embedding') return judge(similarity(answer.text, wanted, by))
    return embeddingSimilarity([[answer.text, wanted]]).then(([value]) => judge(value ?? 0))
  },
})

function textOf(gold: Json | undefined): string | null {
  if (gold === undefined) return null
  return typeof gold === 'string' ? gold : JSON.stringify(gold)
}
