import type { TrialDetail } from '../../src/schema/record-store.ts'
import { BlockBuffer } from './block-buffer.ts'
import { embedDetail } from './embed-detail.ts'
import { TextKeeper } from './text-keeper.ts'

/** The data blocks of all records; one block of each kind is held at a time, and one is being compressed while the next is collected. */
export async function* embedRecords(records: AsyncIterable<TrialDetail>): AsyncGenerator<string> {
  const texts = new BlockBuffer('texts')
  const details = new BlockBuffer('details')
  const keeper = new TextKeeper(texts)
  let compressing: Promise<string> | null = null
  for await (const record of records) {
    details.add(embedDetail(record, keeper))
    for (const buffer of [texts, details]) {
      if (!buffer.full) continue
      const before = compressing
      compressing = buffer.take()
      compressing.catch(() => undefined)
      if (before) yield await before
    }
  }
  if (compressing) yield await compressing
  for (const buffer of [texts, details]) if (!buffer.empty) yield await buffer.take()
}
