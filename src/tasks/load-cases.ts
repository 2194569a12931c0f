import { existsSync, globSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { faultsError } from '../config/faults-error.ts'
import { safePath } from '../config/safe-path.ts'
import type { PathRules } from '../config/safe-path.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import { shorten } from '../text/shorten.ts'
import { globProblem } from './glob-problem.ts'
import { readCaseFile } from './read-case-file.ts'
import type { RawCase, RawCases } from './raw-case.ts'

const MAGIC = /[*?[\]{}]/

/** Cases from a file, or one per file of a glob (sorted by path). Paths are relative to `from`. Throws EvalError config with all faults. */
export function loadCases(source: string, from: string, rules: PathRules): RawCases {
  const folder = dirname(from)
  if (MAGIC.test(source) && !existsSync(join(folder, source))) return loadGlob(source, folder, rules)
  const file = safePath(source, folder, rules)
  if (!existsSync(file)) throw new EvalError('config', `there is no case file ${file}`, { hint: 'the path is relative to the task file' })
  return { cases: readCaseFile(file), files: [file] }
}

function loadGlob(source: string, folder: string, rules: PathRules): RawCases {
  const problem = globProblem(source)
  if (problem !== null)
    throw new EvalError('config', `the glob ${shorten(source, 60)} ${problem}`, { hint: 'write a simpler one, or name a file' })
  const steps = source.split('/')
  const magic = steps.findIndex((step) => MAGIC.test(step))
  // Before anything outside is looked at.
  safePath(steps.slice(0, magic).join('/') || (source.startsWith('/') ? '/' : '.'), folder, rules)
  if (steps.slice(magic).includes('..'))
    throw new EvalError('config', `the glob ${source} has \`..\` behind a wildcard`, { hint: 'leave it out' })
  const files = globSync(source, { cwd: folder })
    .sort()
    .map((path) => safePath(path, folder, rules))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
  if (files.length === 0) throw new EvalError('config', `no file fits the glob ${source}`, { hint: 'it is relative to the task file' })
  const faults: Fault[] = []
  const cases = files.flatMap((file) => {
    try {
      return readCaseFile(file, 'allowed')
    } catch (error) {
      if (!EvalError.is(error)) throw error
      const alone = { place: { file, line: 1, column: 1 }, message: error.message, hint: error.hint }
      faults.push(...(error.faults.length > 0 ? error.faults : [alone]))
      return []
    }
  })
  if (faults.length > 0) throw faultsError(faults)
  return { cases, files }
}

/** Cases written in a task itself; in code their places are not known. */
export function inlineCases(values: readonly unknown[], file: string): RawCases {
  const cases = values.map((value): RawCase => ({ value, place: { file: join(file), line: 1, column: 1 } }))
  return { cases, files: [] }
}
