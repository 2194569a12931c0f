import type { BlockKind } from '../../schema/embedded-report.ts'

/** One data block of the page and the items of its kind that it holds. */
export interface DataBlock {
  element: Element
  first: number
  count: number
}

/** The page's blocks of one kind, in order. */
export function dataBlocks(document: Document, kind: BlockKind): DataBlock[] {
  return [...document.querySelectorAll(`script[data-block="${kind}"]`)].map((element) => ({
    element,
    first: Number(element.getAttribute('data-first')),
    count: Number(element.getAttribute('data-count')),
  }))
}
