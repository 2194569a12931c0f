import type { Result } from '../schema/report.ts'

/** What reports say of a check that a model wrote: "generated, style, unproven"; `null` of others. */
export function generatedNote({ generated }: Pick<Result['checks'][number], 'generated'>): string | null {
  if (!generated) return null
  const { category, reviewed, unproven } = generated
  return ['generated', category ?? '', reviewed ? 'reviewed' : '', unproven ? 'unproven' : ''].filter(Boolean).join(', ')
}
