import type { Page } from 'playwright-core'

/** What a reader waits for on a report, in milliseconds. */
export interface PageFigures {
  /** From opening the file until the overview is drawn. */
  firstContentMs: number
  /** Until all tests are unpacked. */
  allTestsMs: number
  /** From an action until the page has drawn its outcome; the slowest of its kind. */
  actions: { name: string; worstMs: number; count: number }[]
}

/** Longer than any action should take: what the page still changes within it belongs to the action. */
const WATCHED_MS = 400

/** Starts an action in the page; the time until the frame after the last change that it made. */
const timed = (page: Page, action: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const turn = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    await frame()
    const start = performance.now()
    let drawn = start
    const seen = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => (drawn = performance.now()))))
    seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    ${action}
    await frame()
    await turn(0)
    const first = performance.now()
    await turn(${WATCHED_MS})
    seen.disconnect()
    return Math.max(first, drawn) - start
  })()`)

const setField = (selector: string, value: string): string => `
  const field = document.querySelector(${JSON.stringify(selector)})
  const proto = field instanceof HTMLSelectElement ? HTMLSelectElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(proto, 'value').set.call(field, ${JSON.stringify(value)})
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))`

const scrollTo = (share: number): string => `
  const list = document.querySelector('[role=listbox]')
  list.scrollTop = list.scrollHeight * ${share}`

const SCROLLS = [0.1, 0.101, 0.5, 0.9, 0.3, 1, 0].map(scrollTo)
const FILTERS: [string, string][] = [
  ['select[aria-label=Model]', 'sim:hasty'],
  ['select[aria-label=Verdict]', 'failed'],
  ['select[aria-label=Task]', 'ticket-triage'],
  ['select[aria-label=Verdict]', ''],
  ['select[aria-label=Model]', ''],
  ['select[aria-label=Task]', ''],
]
const TYPED = ['t', 'ti', 'tic', 'tick', 'ticket-00', 'nowhere to be found', '']

/** Opens a report and measures opening, scrolling, filtering and typing in its list of tests. */
export async function measurePage(page: Page, url: string): Promise<PageFigures> {
  const start = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForSelector('.summary-table')
  const firstContentMs = performance.now() - start
  await page.waitForSelector('html[data-report=ready]')
  const allTestsMs = performance.now() - start
  await page.evaluate("location.hash = '#view=tests'")
  await page.waitForSelector('[role=option]')
  const worst = async (name: string, actions: readonly string[]): Promise<PageFigures['actions'][number]> => {
    let worstMs = 0
    for (const action of actions) worstMs = Math.max(worstMs, await timed(page, action))
    return { name, worstMs, count: actions.length }
  }
  const actions = [
    await worst('scrolling the tests', SCROLLS),
    await worst(
      'filtering the tests',
      FILTERS.map(([selector, value]) => setField(selector, value)),
    ),
    await worst(
      'typing a search',
      TYPED.map((value) => setField('input[type=search]', value)),
    ),
  ]
  await page.evaluate("location.hash = '#view=compare'")
  await page.waitForSelector('.flip')
  actions.push(
    await worst(
      'choosing cases of a comparison',
      [2, 3, 1, 4].map((place) => `document.querySelector('.flip:nth-child(${place})').click()`),
    ),
  )
  return { firstContentMs, allTestsMs, actions }
}
