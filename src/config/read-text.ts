import { readFileSync, statSync } from 'node:fs'
import { EvalError } from '../schema/eval-error.ts'

/** Largest file that is read, unless the caller says otherwise. */
const MOST_BYTES = 16 * 1024 * 1024

/** Text of a UTF-8 file, without its byte order mark. Throws EvalError config where it is missing, no regular file, unreadable, too large or not UTF-8. */
export function readText(file: string, mostBytes = MOST_BYTES): string {
  const bytes = readBytes(file, mostBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new EvalError('config', `${file} is not UTF-8 text`, { at: file, hint: 'save it as UTF-8' })
  }
}

function readBytes(file: string, mostBytes: number): Buffer {
  try {
    const status = statSync(file)
    if (status.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
    if (!status.isFile()) throw new EvalError('config', `${file} could not be read: it is not a regular file`, { at: file })
    if (status.size > mostBytes)
      throw new EvalError('config', `${file} has ${status.size} bytes, expected at most ${mostBytes}`, {
        at: file,
        hint: 'split it; cases can stand in .jsonl files of up to 256 MB',
      })
    return readFileSync(file)
  } catch (error) {
    if (EvalError.is(error)) throw error
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message
    throw new EvalError('config', `${file} could not be read: ${reason}`, { at: file, cause: error })
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, expected a file',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ELOOP: 'its links lead in a circle',
}
