import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import { isProcessAlive, processMark } from './process-mark.ts'
import { isFull, writeProblem } from './write-problem.ts'

/** How often a holder says that it is there, and how long a silent one on another machine is believed. */
const BEAT_MS = 15_000
const SILENT_MS = 90_000
const TRIES = 20

interface Holder {
  pid: number
  mark: string | null
  host: string
  since: string
  token: string
}

/** Leave to write a run, for one process at a time. */
export interface RunLock {
  /** Safe in an `exit` handler; a second call does nothing. */
  release(): void
}

interface Found {
  text: string
  /** `null`: it is being written, or was torn. */
  holder: Holder | null
  silentMs: number
}

const look = (file: string): Found | null => {
  try {
    const text = readFileSync(file, 'utf8')
    return { text, holder: holderIn(text), silentMs: Date.now() - statSync(file).mtimeMs }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw writeProblem(file, error)
  }
}

const holderIn = (text: string): Holder | null => {
  try {
    const { pid, host } = JSON.parse(text) as Holder
    return Number.isInteger(pid) && typeof host === 'string' ? (JSON.parse(text) as Holder) : null
  } catch {
    return null
  }
}

const isHeld = ({ holder, silentMs }: Found): boolean =>
  holder === null || holder.host !== hostname() ? silentMs < SILENT_MS : isProcessAlive(holder.pid, holder.mark)

const isOwn = ({ holder }: Found): boolean => holder?.host === hostname() && holder.pid === process.pid

/** Does a live process hold the lock? One on another machine counts as long as it gives signs of life. */
export function isRunLocked(file: string): boolean {
  const found = look(file)
  return found !== null && isHeld(found)
}

/** Takes a dead holder's lock away; if a live one has come in between, it gets it back. */
const takeAway = (file: string, { text }: Found): void => {
  const aside = `${file}.${randomUUID().slice(0, 8)}.tmp`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') === text) rmSync(aside)
    else renameSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw writeProblem(file, error)
  }
}

const create = (file: string, text: string): boolean => {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    if (isFull(error)) rmSync(file, { force: true })
    throw writeProblem(file, error)
  }
}

const held = (runId: string, file: string, { holder }: Found): EvalError => {
  const who =
    holder === null ? '' : `: process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}, since ${holder.since}`
  return new EvalError('config', `The run ${runId} is still running${who}`, {
    at: file,
    hint: 'Wait until it has ended, or end it, and resume it then. If it does not run any more, remove the file.',
  })
}

/**
 * Takes the lock of a run; that of a process that is gone is taken over. Throws EvalError config where a live process holds it, or where the
 * file cannot be written.
 */
export function lockRun(runId: string, file: string): RunLock {
  const token = randomUUID()
  const holder: Holder = { pid: process.pid, mark: processMark(process.pid), host: hostname(), since: new Date().toISOString(), token }
  try {
    mkdirSync(path.dirname(file), { recursive: true })
  } catch (error) {
    throw writeProblem(file, error)
  }
  for (let tries = 1; !create(file, JSON.stringify(holder)); tries++) {
    const found = look(file)
    if (found !== null && ((isHeld(found) && !isOwn(found)) || tries >= TRIES)) throw held(runId, file, found)
    if (found !== null) takeAway(file, found)
  }
  return keepLock(file, token)
}

const keepLock = (file: string, token: string): RunLock => {
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      clearInterval(beat) // the folder is gone: the next write says so
    }
  }, BEAT_MS).unref()
  return {
    release() {
      clearInterval(beat)
      try {
        if (look(file)?.holder?.token === token) rmSync(file, { force: true })
      } catch {
        // what cannot be removed is stale as soon as this process has ended
      }
    },
  }
}
