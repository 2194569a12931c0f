import { randomBytes } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'

/**
 * Lets `write` make a file beside the named one and puts it in its place: who reads finds what was there or what is there now, each whole. Where `write`
 * fails, nothing is left of it, and its error is thrown.
 */
export async function putInPlace(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = besideOf(file)
  try {
    await write(temporary)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}

/** The same in one go, for what cannot wait: an `exit` handler. */
export function putInPlaceSync(file: string, write: (temporary: string) => void): void {
  const temporary = besideOf(file)
  try {
    write(temporary)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** No two writers share it. */
const besideOf = (file: string): string => `${file}.${randomBytes(4).toString('hex')}.tmp`
