import type { ReactNode } from 'react'
import type { BlockKind } from '../../schema/embedded-report.ts'
import type { DataBlock } from '../data/data-blocks.ts'
import type { PageData } from '../data/page-context.ts'

/** A page that was opened. */
export interface OpenedPage extends Omit<PageData, 'texts'> {
  /** Of the window, before the product's name. */
  title: string
  content: ReactNode
}

/** One kind of page: what the file shows when it carries a block of this kind. */
export interface PageKind {
  block: BlockKind
  /** Opens it from that block. Rejects where its data is damaged. */
  open(block: DataBlock, document: Document): Promise<OpenedPage>
}
