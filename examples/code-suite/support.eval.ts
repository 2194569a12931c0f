import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { describeTask } from 'taskbench/vitest'
import { afterAll, beforeAll } from 'vitest'
import { answerTicket } from './src/answer-ticket.ts'

const articles = {
  invoice: { id: 'KB-12', text: 'Invoices are sent on the first working day of a month and stand under Settings → Billing.' },
  password: { id: 'KB-3', text: 'Passwords are reset by the link under the sign-in form; it is valid for one hour.' },
  export: { id: 'KB-40', text: 'Data is exported as CSV under Reports → Export; large files arrive by mail.' },
}

const handbook = setupServer(
  http.get('https://handbook.example/search', ({ request }) => {
    const query = new URL(request.url).searchParams.get('q')?.toLowerCase() ?? ''
    const found = Object.entries(articles).find(([word]) => query.includes(word))
    return found ? HttpResponse.json(found[1]) : new HttpResponse(null, { status: 404 })
  }),
)

beforeAll(() => handbook.listen())
afterAll(() => handbook.close())

describeTask(
  'support-answers',
  {
    description: 'Replies to support tickets from the handbook.',
    trials: 2,
    cases: [
      { id: 'invoice', input: { ticket: 'Where is my invoice for May?' }, gold: { article: 'KB-12' } },
      { id: 'password', input: { ticket: 'I forgot my password and cannot get in.' }, gold: { article: 'KB-3' } },
      { id: 'export', input: { ticket: 'How can I export last year as a table?' }, gold: { article: 'KB-40' } },
    ],
    checks: [
      { name: 'names the article', kind: 'contains', text: '{{gold.article}}' },
      { name: 'not too long', kind: 'length', unit: 'words', max: 120, severity: 'warning' },
      { name: 'no refusal', kind: 'refusal', expected: false, severity: 'warning' },
    ],
    metrics: ['pass-rate', 'instruction-following', 'cost', 'latency'],
  },
  ({ test }) => {
    test('answers from the handbook', async ({ evaluate, expect }) => {
      const trial = await evaluate(({ input, ask, signal }) => answerTicket(input.ticket, { generate: ask, signal }))
      expect(trial.answer.text).toContain(trial.case.gold.article)
    })
  },
)
