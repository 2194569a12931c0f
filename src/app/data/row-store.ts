import type { EmbeddedDetail } from '../../schema/embedded-report.ts'
import type { DataBlock } from './data-blocks.ts'
import { decodeBlock } from './decode-block.ts'
import { SearchText } from './search-text.ts'
import { testRow } from './test-row.ts'
import type { TestRow } from './test-row.ts'

/** The tests that are unpacked so far. */
export interface Rows {
  all: readonly TestRow[]
  byKey: ReadonlyMap<string, TestRow>
  byCase: ReadonlyMap<string, TestRow[]>
  /** What is searched of all of them. */
  text: Pick<SearchText, 'rowsWith'>
  /** Tests in the file. */
  expected: number
  state: 'loading' | 'ready' | 'damaged'
}

/** Rows that grow while the page is already in use. */
export interface RowStore {
  subscribe(listener: () => void): () => void
  current(): Rows
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** Unpacks the blocks one by one; each gives a turn to the page. `onEnd` is told when all are unpacked or one is damaged. */
export function createRowStore(blocks: DataBlock[], onEnd: (state: 'ready' | 'damaged') => void): RowStore {
  const listeners = new Set<() => void>()
  const expected = blocks.reduce((sum, { count }) => sum + count, 0)
  const all: TestRow[] = []
  const byKey = new Map<string, TestRow>()
  const byCase = new Map<string, TestRow[]>()
  const text = new SearchText()
  let rows: Rows = { all: [], byKey, byCase, text, expected, state: 'loading' }

  const publish = (state: Rows['state']): void => {
    rows = { ...rows, all: [...all], state }
    for (const listener of listeners) listener()
    if (state !== 'loading') onEnd(state)
  }
  const add = (row: TestRow): void => {
    all.push(row)
    byKey.set(row.key, row)
    const same = byCase.get(row.caseKey)
    if (same === undefined) byCase.set(row.caseKey, [row])
    else same.push(row)
  }
  const load = async (): Promise<void> => {
    for (const { element } of blocks) {
      const added = (await decodeBlock<EmbeddedDetail[]>(element)).map(testRow)
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
