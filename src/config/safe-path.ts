import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { EvalError } from '../schema/eval-error.ts'

export interface PathRules {
  /** Absolute folder that paths may not leave. */
  root: string
  /** Absolute folders that are allowed besides. */
  allowFolders: readonly string[]
}

/**
 * A path as it is written in a file, made absolute: relative to the file's folder, and, links resolved, under the root or an allowed folder.
 * A file that is not there yet is judged by the nearest folder that is. Throws EvalError config.
 */
export function safePath(path: string, folder: string, rules: PathRules): string {
  if (path.includes('\0')) throw new EvalError('config', 'the path holds a NUL character', { hint: 'remove it' })
  if (path.startsWith('~'))
    throw new EvalError('config', `the path ${path} begins with ~, which is not read as a home folder`, { hint: 'write a relative path' })
  if (/^[A-Za-z]:|^\\|\.\.\\/.test(path))
    throw new EvalError('config', `the path ${path} is written as on Windows`, { hint: 'write a relative path, with / between folders' })
  const absolute = resolve(folder, path)
  const real = realpathOf(absolute)
  const legal = [rules.root, ...rules.allowFolders].map(realpathOf)
  if (legal.some((base) => isUnder(real, base))) return absolute
  throw new EvalError('config', `the path ${path} leads out of the project, to ${real}`, {
    hint: 'keep it under the folder of the config, or allow its folder by the plugin option allowFolders',
  })
}

function isUnder(path: string, base: string): boolean {
  const way = relative(base, path)
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way))
}

/** Most links that are followed by hand. */
const MOST_LINKS = 40

/** The path with its links resolved; what is not there yet hangs under the nearest folder that is, also behind a link that leads nowhere. */
function realpathOf(path: string, links = 0): string {
  try {
    return realpathSync.native(path)
  } catch {
    const target = links < MOST_LINKS ? targetOf(path) : null
    if (target !== null) return realpathOf(resolve(dirname(path), target), links + 1)
    const parent = dirname(path)
    return parent === path ? path : resolve(realpathOf(parent, links), basename(path))
  }
}

function targetOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}
