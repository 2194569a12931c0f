import { statSync } from 'node:fs'
import type { FindBaseline, FoundBaseline } from '../schema/find-baseline.ts'
import { EvalError } from '../schema/eval-error.ts'
import { findBaselineFile, readBaseline } from './baseline-file.ts'

/** Read once per process as long as the file is the same: every suite with a gate asks for it. */
const known = new Map<string, { mark: string; found: FoundBaseline }>()

/** Finds baselines of the project at a root, and those that the environment names. What cannot be read is said, not thrown. */
export function baselineFinder(root: string, env: Readonly<Record<string, string | undefined>>): FindBaseline {
  return (name) => {
    try {
      const file = findBaselineFile(root, name, env)
      if (file === null) return { kind: 'absent' }
      const stat = statSync(file, { throwIfNoEntry: false })
      const mark = `${stat?.mtimeMs} ${stat?.size}`
      const last = known.get(file)
      if (last?.mark === mark) return last.found
      const found = read(file)
      known.set(file, { mark, found })
      return found
    } catch (error) {
      if (!EvalError.is(error)) throw error
      return { kind: 'unreadable', problem: error.message }
    }
  }
}

function read(file: string): FoundBaseline {
  try {
    return { kind: 'found', baseline: readBaseline(file) }
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return { kind: 'unreadable', problem: error.message }
  }
}
