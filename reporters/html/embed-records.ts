import type { BlockKind } from '../../src/schema/embedded-report.ts'
import { BlockBuffer } from './block-buffer.ts'
import { TextKeeper } from './text-keeper.ts'

/**
 * The data blocks of all records, with their long and repeated texts; one block of each kind is held at a time, and one is being compressed while
 * the next is collected.
 */
export async function* embedRecords<Item>(
  records: AsyncIterable<Item>,
  kind: BlockKind,
  embed: (record: Item, keeper: TextKeeper) => unknown,
): AsyncGenerator<string> {
  const texts = new BlockBuffer('texts')
  const items = new BlockBuffer(kind)
  const keeper = new TextKeeper(texts)
  let compressing: Promise<string> | null = null
  for await (const record of records) {
    items.add(embed(record, keeper))
    for (const buffer of [texts, items]) {
      if (!buffer.full) continue
      const before = compressing
      compressing = buffer.take()
      compressing.catch(() => undefined)
      if (before) yield await before
    }
  }
  if (compressing) yield await compressing
  for (const buffer of [texts, items]) if (!buffer.empty) yield await buffer.take()
}
