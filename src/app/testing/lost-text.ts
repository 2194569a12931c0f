import type { Page } from 'playwright-core'

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** A line of a text, and how far a text is seen at its place. */
interface Line {
  text: string
  node: number
  box: Box
  seen: Box
  /** What it scrolls in: texts of different boxes may lie over another, as one of them is scrolled away. */
  scroller: number
}

const SLACK = 1.5
/** So much of a line's height may lie outside, or over a neighbour's: letters have room above and beneath them. */
const LEADING = 5.5
const MOST = 12

/**
 * Texts of a page that cannot be read: beyond the edge of their cell, their card or what cuts them off, without a way to scroll there; or
 * printed over another. A text that is shortened with an ellipsis may be, where the whole stands in a title. `paper`: nothing scrolls there.
 */
export async function lostText(page: Page, { paper = false } = {}): Promise<string[]> {
  const { lines, sideways } = await page.evaluate(findLines, paper)
  const lost = [...cutOff(lines), ...printedOver(lines), ...(sideways > 0 ? [`the page scrolls sideways by ${sideways} px`] : [])]
  return [...new Set(lost)].slice(0, MOST)
}

const cutOff = (lines: readonly Line[]): string[] =>
  lines
    .filter(
      ({ box, seen }) =>
        box.left < seen.left - SLACK ||
        box.right > seen.right + SLACK ||
        box.top < seen.top - LEADING ||
        box.bottom > seen.bottom + LEADING,
    )
    .map(({ text, box, seen }) => `cut off: “${text}” at ${[box.left, box.right, seen.left, seen.right].map(Math.round).join(', ')}`)

function printedOver(lines: readonly Line[]): string[] {
  const sorted = lines.toSorted((a, b) => a.box.top - b.box.top)
  const over = (one: Line, other: Line): boolean =>
    one.node !== other.node &&
    one.scroller === other.scroller &&
    Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) > SLACK &&
    Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) > LEADING
  return sorted.flatMap((one, index) => {
    const end = sorted.findIndex((other, next) => next > index && other.box.top > one.box.bottom)
    const near = sorted.slice(index + 1, end === -1 ? sorted.length : end)
    return near.filter((other) => over(one, other)).map((other) => `printed over: “${one.text}” and “${other.text}”`)
  })
}

/** Runs in the page: it can name nothing of this file. Shortened texts are left out. */
function findLines(paper: boolean): { lines: Line[]; sideways: number } {
  const FAR = 1e9
  const scrollers: Element[] = []
  const isShown = (text: string | null, element: Element): boolean =>
    /\S/.test(text ?? '') &&
    element.closest('.unseen, .skip-link, option, script, style, noscript, [hidden]') === null &&
    getComputedStyle(element.closest('thead') ?? element).clipPath === 'none' &&
    element.checkVisibility({ visibilityProperty: true })
  const clips = (overflow: string): boolean => ['hidden', 'clip'].includes(overflow) || (paper && overflow !== 'visible')
  const seenOf = (parent: Element): { seen: Box; scroller: number } | null => {
    const seen = { left: -FAR, right: FAR, top: -FAR, bottom: FAR }
    for (let element: Element | null = parent; element !== null && element !== document.body; element = element.parentElement) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      if (textOverflow === 'ellipsis' && element.closest('[title], [role="option"]') !== null) return null
      if (!clips(overflowX) && overflowX !== 'visible') {
        if (!scrollers.includes(element)) scrollers.push(element)
        return { seen, scroller: scrollers.indexOf(element) }
      }
      if (clips(overflowX) || element.matches('.panel, .summary, .side-answer, td, th')) {
        seen.left = Math.max(seen.left, box.left)
        seen.right = Math.min(seen.right, box.right)
      }
      if (clips(overflowY)) {
        seen.top = Math.max(seen.top, box.top)
        seen.bottom = Math.min(seen.bottom, box.bottom)
      }
    }
    return { seen: { ...seen, left: Math.max(seen.left, 0), right: Math.min(seen.right, innerWidth) }, scroller: -1 }
  }
  const lines: Line[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(), index = 0; node !== null; node = walker.nextNode(), index++) {
    const place = node.parentElement !== null && isShown(node.textContent, node.parentElement) ? seenOf(node.parentElement) : null
    if (place === null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const { left, right, top, bottom, width, height } of range.getClientRects())
      if (width >= 1 && height >= 1)
        lines.push({ text: (node.textContent ?? '').trim().slice(0, 50), node: index, box: { left, right, top, bottom }, ...place })
  }
  return { lines, sideways: document.documentElement.scrollWidth - innerWidth }
}
