import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { putInPlace } from '../src/files/put-in-place.ts'
import { writeProblem } from '../src/records/write-problem.ts'

/** Writes a file as its chunks come and puts it in place whole, readable to its owner alone; its folder is made. Throws EvalError config where it cannot be written. */
export async function writeWhole(file: string, chunks: AsyncIterable<string>): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await putInPlace(file, async (temporary) => {
      // Opened before it is written to: a stream that ends before it is open would make the file after it was removed.
      const opened = await open(temporary, 'w', 0o600)
      await pipeline(Readable.from(chunks), opened.createWriteStream())
    })
  } catch (error) {
    throw writeProblem(file, error)
  }
}
