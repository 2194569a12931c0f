import { EvalError } from '../schema/eval-error.ts'

const SITUATIONS: Record<string, [found: string, hint: string]> = {
  ENOSPC: ['the disk is full', 'Free space, then resume the run: what is written stays, and nothing written is asked again.'],
  EDQUOT: ['the disk quota is used up', 'Free space, then resume the run: what is written stays, and nothing written is asked again.'],
  EFBIG: [
    'its size is limited',
    'Raise the limit (ulimit -f), then resume the run: what is written stays, and nothing written is asked again.',
  ],
  EROFS: ['the file system is read-only', 'Choose a writable folder with `results:` in taskbench.config.yaml.'],
  EACCES: ['permission is denied', 'Allow writing there, or choose another folder with `results:` in taskbench.config.yaml.'],
  EPERM: ['permission is denied', 'Allow writing there, or choose another folder with `results:` in taskbench.config.yaml.'],
  EISDIR: ['a folder has its name', 'Move the folder away, or choose another one with `results:` in taskbench.config.yaml.'],
  ENOTDIR: ['a part of its path is a file', 'Move that file away, or choose another folder with `results:` in taskbench.config.yaml.'],
  EEXIST: ['a part of its path is a file', 'Move that file away, or choose another folder with `results:` in taskbench.config.yaml.'],
  EIO: ['the disk reports an error', 'Check the disk, then resume the run, with `results:` elsewhere if need be.'],
  ENOENT: ['its folder is gone', 'Do not remove the results of a run while it is running; start a new run.'],
  EMFILE: ['too many files are open', 'Raise the limit of open files (ulimit -n), or lower `concurrency:`.'],
  ENFILE: ['too many files are open', 'Raise the limit of open files (ulimit -n), or lower `concurrency:`.'],
}

/** Is there no room for what was to be written? */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Why a file could not be written, and what to do: kind config where the surroundings are at fault, else bug. */
export function writeProblem(file: string, cause: unknown): EvalError {
  if (EvalError.is(cause)) return cause
  const code = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? '') : ''
  const situation = SITUATIONS[code]
  if (situation !== undefined)
    return new EvalError('config', `Could not write ${file}: ${situation[0]} (${code})`, { at: file, hint: situation[1], cause })
  return new EvalError('bug', `Could not write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    at: file,
    hint: 'Please report this with the message above.',
    cause,
  })
}
