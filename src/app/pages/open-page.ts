import { dataBlocks } from '../data/data-blocks.ts'
import { TextLibrary } from '../data/text-library.ts'
import type { PageData } from '../data/page-context.ts'
import type { OpenedPage, PageKind } from './page-kind.ts'

/** The page that the file carries, of the kinds that its app shows. Rejects when it carries none of them or its data is damaged. */
export async function openPage(document: Document, kinds: readonly PageKind[]): Promise<OpenedPage & PageData> {
  for (const kind of kinds) {
    const [block] = dataBlocks(document, kind.block)
    if (block !== undefined) return { ...(await kind.open(block, document)), texts: new TextLibrary(dataBlocks(document, 'texts')) }
  }
  throw new Error('This page carries nothing to show: it is the bare template')
}
