import { dataBlocks } from '../data/data-blocks.ts'
import { TextLibrary } from '../data/text-library.ts'
import type { PageData } from '../data/page-context.ts'
import { benchmarkPage } from './benchmark-page.tsx'
import { comparisonPage } from './comparison-page.tsx'
import type { OpenedPage, PageKind } from './page-kind.ts'
import { reportPage } from './report-page.tsx'

/** Every kind of page that this app shows. */
const PAGES: readonly PageKind[] = [reportPage, comparisonPage, benchmarkPage]

/** The page that the file carries. Rejects when it carries none or its data is damaged. */
export async function openPage(document: Document): Promise<OpenedPage & PageData> {
  for (const kind of PAGES) {
    const [block] = dataBlocks(document, kind.block)
    if (block !== undefined) return { ...(await kind.open(block, document)), texts: new TextLibrary(dataBlocks(document, 'texts')) }
  }
  throw new Error('This page carries nothing to show: it is the bare template')
}
