import type { TrialDetail } from '../../src/schema/record-store.ts'
import { BlockBuffer } from './block-buffer.ts'
import { embedDetail } from './embed-detail.ts'
import { TextKeeper } from './text-keeper.ts'

/** The data blocks of all records; one block of each kind is held at a time. */
export async function* embedRecords(records: AsyncIterable<TrialDetail>): AsyncGenerator<string> {
  const texts = new BlockBuffer('texts')
  const details = new BlockBuffer('details')
  const keeper = new TextKeeper(texts)
  for await (const record of records) {
    details.add(embedDetail(record, keeper))
    for (const buffer of [texts, details]) if (buffer.full) yield await buffer.take()
  }
  for (const buffer of [texts, details]) if (!buffer.empty) yield await buffer.take()
}
