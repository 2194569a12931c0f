import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { writeProblem } from './write-problem.ts'

/**
 * Throws EvalError config where a folder cannot be written. Looked at beforehand, from the nearest folder that is there: making folders says less of
 * what is wrong.
 */
export function requireWritable(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined && path.dirname(folder) !== folder) return requireWritable(path.dirname(folder))
  try {
    if (found?.isDirectory() === false) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw writeProblem(folder, error)
  }
}
