import type { DataBlock } from './data-blocks.ts'
import { decodeBlock } from './decode-block.ts'
import { SearchText } from './search-text.ts'

/** What a store asks of a row. */
export interface StoredRow {
  /** Unique. */
  key: string
  caseKey: string
  /** In lower case. */
  search: string
}

/** The rows that are unpacked so far. */
export interface Rows<Row extends StoredRow> {
  all: readonly Row[]
  byKey: ReadonlyMap<string, Row>
  byCase: ReadonlyMap<string, Row[]>
  /** What is searched of all of them. */
  text: Pick<SearchText, 'rowsWith'>
  /** Rows in the file. */
  expected: number
  state: 'loading' | 'ready' | 'damaged'
}

/** Rows that grow while the page is already in use. */
export interface RowStore<Row extends StoredRow> {
  subscribe(listener: () => void): () => void
  current(): Rows<Row>
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** Unpacks the blocks one by one; each gives a turn to the page. `onEnd` is told when all are unpacked or one is damaged. */
export function createRowStore<Item, Row extends StoredRow>(
  blocks: DataBlock[],
  rowOf: (item: Item) => Row,
  onEnd: (state: 'ready' | 'damaged') => void,
): RowStore<Row> {
  const listeners = new Set<() => void>()
  const expected = blocks.reduce((sum, { count }) => sum + count, 0)
  const all: Row[] = []
  const byKey = new Map<string, Row>()
  const byCase = new Map<string, Row[]>()
  const text = new SearchText()
  let rows: Rows<Row> = { all: [], byKey, byCase, text, expected, state: 'loading' }

  const publish = (state: Rows<Row>['state']): void => {
    rows = { ...rows, all: [...all], state }
    for (const listener of listeners) listener()
    if (state !== 'loading') onEnd(state)
  }
  const add = (row: Row): void => {
    all.push(row)
    byKey.set(row.key, row)
    const same = byCase.get(row.caseKey)
    if (same === undefined) byCase.set(row.caseKey, [row])
    else same.push(row)
  }
  const load = async (): Promise<void> => {
    for (const { element } of blocks) {
      const added = (await decodeBlock<Item[]>(element)).map(rowOf)
      added.forEach(add)
      text.add(added.map(({ search }) => search))
      element.remove()
      publish('loading')
      await nextTurn()
    }
    publish('ready')
  }
  load().catch(() => publish('damaged'))

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    current: () => rows,
  }
}
