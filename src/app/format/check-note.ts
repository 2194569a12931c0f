import { generatedNote } from '../../report/generated-note.ts'
import type { Result } from '../../schema/report.ts'

/** What stands beside a check's name: its kind and severity, and where a model wrote it, what it is about and how far it can be trusted. */
export function checkNote(check: Pick<Result['checks'][number], 'name' | 'kind' | 'severity' | 'generated'>): string {
  const { name, kind, severity } = check
  const note = generatedNote(check)
  return [...(kind === name ? [] : [kind]), severity, ...(note === null ? [] : [note])].join(' · ')
}
