import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeProblem } from '../src/records/write-problem.ts'

/** Writes a file as its chunks come and puts it in place whole, readable to its owner alone; its folder is made. Throws EvalError config where it cannot be written. */
export async function writeWhole(file: string, chunks: AsyncIterable<string>): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`
  try {
    await mkdir(path.dirname(file), { recursive: true })
    // Opened before it is written to: a stream that ends before it is open would make the file after it was removed.
    const opened = await open(temporary, 'w', 0o600)
    await pipeline(Readable.from(chunks), opened.createWriteStream())
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw writeProblem(file, error)
  }
}
