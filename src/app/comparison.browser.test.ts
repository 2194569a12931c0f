import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserIsThere, expectAccessible, startReportBrowser } from '../../fixtures/report-browser.ts'
import type { ReportBrowser } from '../../fixtures/report-browser.ts'
import { sampleComparison } from '../../fixtures/sample-comparison.ts'
import { writeComparison } from '../../reporters/html/write-comparison.ts'
import { formatLocation } from './location/app-location.ts'

const HOSTILE = '</script><script>window.broken = true</script><img src=x onerror="window.broken = true">\u202ehidden\u0000'

const caseLink = (task: string, model: string, caseId: string): string =>
  formatLocation({ view: 'compare', task, model, test: JSON.stringify([task, model, caseId, caseId]) })

describe.skipIf(!browserIsThere)('two compared runs in a browser', { timeout: 30_000 }, () => {
  let reports: ReportBrowser
  let small: string
  let sample: string
  const open: ReportBrowser['open'] = (...given) => reports.open(...given)
  const write = (name: string, given: Parameters<typeof sampleComparison>[0]): Promise<string> =>
    reports.writePage(name, (template) => writeComparison(sampleComparison(given), template))

  beforeAll(async () => {
    reports = await startReportBrowser()
    small = await write('hostile.html', { cases: 3, answers: [HOSTILE] })
    sample = await write('sample.html', { cases: 60 })
  }, 60_000)

  afterAll(() => reports?.close())

  it('says what became better and worse, how sure that is, what had changed and what was not paired', async () => {
    const { page, problems } = await open(sample)
    const headline = page.getByRole('heading', {
      name: /^B against A: sonnet on all 3 tasks is worse; sim:hasty on all 3 tasks is better; no difference found in 6\.$/,
    })
    await headline.waitFor()
    const row = page.getByRole('table', { name: 'Verdicts by task and model' }).locator('tr').filter({ hasText: 'sonnet' }).first()
    expect(await row.textContent()).toMatch(/worse.*85\.0 % → 61\.7 %.*−23\.3 points \[−33\.3, −11\.9\].*< 0\.001.*60.*26 worse · 4 better/)
    expect(await page.getByText('ticket-triage: 1 case only in A: ticket-0001.').count()).toBe(1)
    expect(await page.getByText('ticket-triage: 1 case only in B: ticket-0002.').count()).toBe(1)
    const changes = page.getByRole('table', { name: 'What has changed' })
    expect(await changes.locator('tr').filter({ hasText: 'temperature' }).first().textContent()).toMatch(
      /lecture-concepts · sonnet.*temperature00\.7/,
    )
    expect(await page.locator('.prompt-change del').textContent()).toBe('- List the concepts of this lecture.\n')
    expect(problems).toEqual([])
  })

  it('leads from a verdict to the cases behind it, and a link to an open case survives reloading', async () => {
    const { page, problems } = await open(sample)
    await page.getByRole('link', { name: '26 worse' }).click()
    const count = page.getByRole('status').filter({ hasText: /^26 cases of 60$/ })
    await count.waitFor()
    await page.getByRole('listbox', { name: 'Cases' }).getByRole('option').first().click()
    const article = page.getByRole('article', { name: 'lecture-0002' })
    await article
      .getByRole('group', { name: /^[AB]: / })
      .nth(3)
      .waitFor()
    expect(await article.locator('.case-facts').textContent()).toBe('accuracy 100.0 % → 50.0 % worse')
    expect(await article.locator('del, ins').count()).toBeGreaterThan(0)
    await page.waitForURL(/test=/)
    await page.reload()
    await article.waitFor()
    await count.waitFor()
    expect(await page.getByRole('button', { name: /worse in B$/ }).getAttribute('aria-pressed')).toBe('true')
    expect(problems).toEqual([])
  })

  it.each([
    ['text', { query: 'LECTURE-0006' }, /^1 case of 60$/],
    ['tag', { tag: 'physics', flip: 'only-b' }, /^\d case(s)? of 60$/],
    ['check, by its verdicts', { check: 'no-overlap', flip: 'only-a' }, /^\d+ cases of 60$/],
    ['what is the same', { flip: 'passed' }, /^30 cases of 60$/],
  ] as const)('narrows the cases by %s', async (_name, filter, expected) => {
    const { page } = await open(sample + formatLocation({ view: 'compare', task: 'lecture-concepts', model: 'sonnet', ...filter }))
    await page.getByRole('status').filter({ hasText: expected }).waitFor()
  })

  it('lists a case that one side lacks as not comparable', async () => {
    const { page } = await open(sample + formatLocation({ view: 'compare', task: 'ticket-triage', model: 'sonnet', flip: 'apart' }))
    await page.getByRole('option').filter({ hasText: 'ticket-0001' }).click()
    await page.getByText('Only A has this case: it is not paired.').waitFor()
    expect(await page.getByRole('option').filter({ hasText: 'no answer' }).count()).toBe(2)
  })

  it('shows markup and control characters in an answer as text, without a request or a violation of its policy', async () => {
    const { page, problems } = await open(small + caseLink('lecture-concepts', 'sonnet', 'lecture-0001'))
    const answer = page.getByRole('group', { name: 'Answer of A, main' }).first()
    await answer.waitFor()
    expect(await answer.textContent()).toContain('<script>window.broken = true</script>')
    expect(await answer.textContent()).toContain('\u27e8U+202E\u27e9hidden\u2400')
    expect(await page.evaluate(() => 'broken' in window)).toBe(false)
    expect(problems).toEqual([])
  })

  it.each([
    ['verdicts', 'light', 1_280, formatLocation({})],
    ['verdicts', 'dark', 1_280, formatLocation({})],
    ['verdicts', 'light', 420, formatLocation({})],
    ['cases', 'dark', 420, formatLocation({ view: 'compare' })],
    ['open case', 'light', 1_280, caseLink('ticket-triage', 'sonnet', 'ticket-0003')],
    ['open case', 'dark', 420, caseLink('ticket-triage', 'sonnet', 'ticket-0003')],
  ] as const)(
    'the %s in %s colours at %i pixels: no accessibility violation, nothing to scroll sideways',
    async (_name, colorScheme, width, hash) => {
      const { page } = await open(sample + hash, { colorScheme, viewport: { width, height: 844 } })
      await page.locator(hash.includes('test=') ? 'article' : hash.includes('compare') ? '.flips' : '.overview').waitFor()
      await expectAccessible(page)
    },
  )
})
