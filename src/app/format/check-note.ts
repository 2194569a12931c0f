import type { Result } from '../../schema/report.ts'

type Noted = Pick<Result['checks'][number], 'name' | 'kind' | 'severity' | 'generated'>

/** What stands beside a check's name: its kind and severity, and where a model wrote it, what it is about and how far it can be trusted. */
export function checkNote({ name, kind, severity, generated }: Noted): string {
  const what = kind === name ? severity : `${kind} · ${severity}`
  if (!generated) return what
  const { category, reviewed, unproven } = generated
  const trust = [reviewed ? 'reviewed' : '', unproven ? 'unproven' : ''].filter(Boolean)
  return [what, ['generated', ...(category === undefined ? [] : [category]), ...trust].join(', ')].join(' · ')
}
