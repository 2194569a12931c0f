import { expect, test } from 'vitest'
import { markdownFormat } from '../../reporters/markdown.ts'
import { generatedNote } from './generated-note.ts'
import { generatedCheckCount, generatedReport, generatedResult } from './testing/generated-report.ts'

test('a check that a model wrote is noted with what it is about and how far it can be trusted', () => {
  expect(generatedNote({})).toBe(null)
  expect(generatedNote({ generated: { category: 'style', reviewed: false, unproven: true } })).toBe('generated, style, unproven')
  expect(generatedNote({ generated: { reviewed: true, unproven: false } })).toBe('generated, reviewed')
})

test('report.md says of a failed check that a model wrote it', async () => {
  const checks = [generatedCheckCount('short', 18, 2, { severity: 'warning', generated: { reviewed: false, unproven: true } })]
  const report = generatedReport({ results: [generatedResult('mini', 0.9, { checks, violations: [] })] })
  let text = ''
  for await (const chunk of markdownFormat.write({ report, records: (async function* () {})() })) text += chunk
  expect(text).toContain('`short` (warning, generated, unproven) failed 2 of 20')
})
