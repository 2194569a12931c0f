import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { BlockKind } from '../../src/schema/embedded-report.ts'

const deflate = promisify(gzip)

/** A run waits for its report: the best compression would take three times as long for a fifth less. */
const compress = (json: string | Buffer): Promise<Buffer> => deflate(json, { level: 2 })

/**
 * JSON as an inert script element that no browser runs: gzip in base64, so that nothing in the data can end the element.
 * `first` and `count` say which of the items of its kind it holds.
 */
export async function dataBlock(kind: BlockKind, first: number, count: number, json: string | Buffer): Promise<string> {
  const bytes = await compress(json)
  return `<script type="application/octet-stream" data-block="${kind}" data-first="${first}" data-count="${count}">${bytes.toString('base64')}</script>\n`
}
