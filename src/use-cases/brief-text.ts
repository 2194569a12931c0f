import type { JudgeBrief } from '../schema/judge.ts'

/** What a use case and a task say of themselves, as lines for a model; empty where nothing is said. */
export function briefText({ goal, audience, notes, outputHints, constraints }: JudgeBrief, description: string): string {
  const line = (label: string, text: string | undefined) => (text === undefined || text === '' ? [] : [`${label}: ${text}`])
  const list = (label: string, items: readonly string[] = []) =>
    items.length === 0 ? [] : [`${label}:`, ...items.map((item) => `- ${item}`)]
  return [
    ...line('Task', description),
    ...line('Goal', goal),
    ...line('Audience', audience),
    ...line('Coverage', notes?.coverage),
    ...line('Chunking', notes?.chunking),
    ...line('Depth', notes?.depth),
    ...list('Output', outputHints),
    ...list('Constraints', constraints),
  ].join('\n')
}
