import { mkdirSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'

/** Folder inside a tape where calls wait until they are written to their files. */
export const SPOOL_FOLDER = '.recording'

const HOST = hostname()
  .toLowerCase()
  .replace(/[^a-z0-9-]+/g, '-')

let opened = 0

/** A file for the calls that this process keeps; it is no part of the tape and git does not see it. */
export function newSpool(folder: string): string {
  const own = path.join(folder, SPOOL_FOLDER)
  hideFromGit(own)
  return path.join(own, `${HOST}.${process.pid}.${++opened}.jsonl`)
}

/** Another process may remove the folder meanwhile, when it has written the last of its own. */
function hideFromGit(folder: string, triesLeft = 3): void {
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, '.gitignore'), '*\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft === 0) throw error
    hideFromGit(folder, triesLeft - 1)
  }
}

/** Files that processes of this machine have left behind when they died. */
export function abandonedSpools(folder: string): string[] {
  const own = path.join(folder, SPOOL_FOLDER)
  return namesIn(own)
    .filter((name) => {
      const [host, pid] = name.split('.')
      return name.endsWith('.jsonl') && host === HOST && !isAlive(Number(pid))
    })
    .map((name) => path.join(own, name))
}

/** Removes a spool, and the folder after the last one. */
export function removeSpool(file: string): void {
  rmSync(file, { force: true })
  const own = path.dirname(file)
  if (namesIn(own).some((name) => name !== '.gitignore')) return
  rmSync(path.join(own, '.gitignore'), { force: true })
  try {
    rmdirSync(own)
  } catch {
    // Another process has begun to record: the folder is hers.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
