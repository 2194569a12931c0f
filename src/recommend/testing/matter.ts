import { hashJson } from '../../hash/hash-json.ts'
import type { Case } from '../../schema/case.ts'
import type { RecommendationMatter } from '../recommendation-matter.ts'
import { listFacts } from './facts.ts'

/** What a recommender is shown of a small task. */
export function testMatter(changed: Partial<RecommendationMatter['task']> = {}): RecommendationMatter {
  const place = { file: 'x.task.yaml', line: 1, column: 1 }
  const cases: Case[] = [1, 2].map((number) => {
    const input = { log: `night ${number}` }
    const gold = [{ incident: `secret ${number}` }]
    return { id: `c${number}`, input, gold, tags: [], checks: [], caseHash: hashJson([input, gold]), place }
  })
  return {
    brief: { goal: 'Tell the morning shift', constraints: ['nothing invented'] },
    task: {
      description: 'Find the incidents.',
      messages: [{ role: 'user', content: 'List them: {{log}}' }],
      output: { format: 'json', schema: { type: 'array' } },
      pairing: null,
      trials: { count: 2, pass: 'all' },
      checks: [
        { name: 'in order', kind: 'ordered', severity: 'warning', not: false, description: 'by line', arguments: {} },
        { name: 'polite', kind: 'judge', severity: 'critical', not: false, arguments: { question: 'Is it polite?' } },
      ],
      cases,
      metrics: ['f1', 'cost'],
      primary: 'f1',
      ...changed,
    },
    facts: listFacts(),
  }
}
