import { expect, test } from 'vitest'
import { generatedReport, generatedResult } from '../src/report/testing/generated-report.ts'
import { githubSummary } from './github.ts'
import { markdownFormat } from './markdown.ts'
import { renderComparison } from './terminal.ts'

const stopped = generatedResult('sim:careful', 0.9, {
  cases: 200,
  trials: { planned: 200, answered: 27, errored: 0, skipped: 0, replayed: 0, reused: 0, retried: 0, notAsked: 173, callsSaved: 173 },
  stopped: { casesAsked: 27, watched: ['accuracy'] },
})
const report = { ...generatedReport(), results: [stopped] }
const SENTENCE =
  'Stopped early, for all gates were decided: sim:careful (simulated) after 27 of 200 cases (173 calls saved); all intervals but that of accuracy are'

async function markdownOf(): Promise<string> {
  let text = ''
  async function* records() {}
  for await (const chunk of markdownFormat.write({ report: Promise.resolve(report), records: records() })) text += chunk
  return text
}

test.each([
  ['terminal', () => renderComparison(report, { width: 100, color: false })],
  ['Markdown', markdownOf],
  ['GitHub', () => githubSummary({ reports: [report], comparison: null, problem: null })],
])('%s: how early a model stopped, and what that saved, is said beside its figures', async (_, write) => {
  const text = String(await write())
    .replaceAll(/[`\\]/g, '')
    .replaceAll(/\s+/g, ' ')
  expect(text).toContain(SENTENCE)
})
