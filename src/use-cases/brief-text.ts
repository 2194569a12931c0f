import type { JudgeBrief } from '../schema/judge.ts'

/** What a use case says of good answers, one labelled line or list per part; `''` where it says nothing. */
export function briefText({ goal, audience, notes, outputHints, constraints }: JudgeBrief): string {
  const line = (label: string, text: string | undefined) => (text === undefined || text === '' ? [] : [`${label}: ${text}`])
  const list = (label: string, items: readonly string[] = []) => (items.length === 0 ? [] : [`${label}:`, listText(items)])
  return [
    ...line('Goal', goal),
    ...line('Audience', audience),
    ...line('Coverage', notes?.coverage),
    ...line('Chunking', notes?.chunking),
    ...line('Depth', notes?.depth),
    ...list('Output', outputHints),
    ...list('Constraints', constraints),
  ].join('\n')
}

/** One item per line. */
export const listText = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')
