import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { safePath } from '../config/safe-path.ts'
import type { PathRules } from '../config/safe-path.ts'
import { EvalError } from '../schema/eval-error.ts'
import { parseYaml, readText } from '../config/read-yaml.ts'
import { readCaseFile } from './read-case-file.ts'
import type { RawCases } from './raw-case.ts'

const GLOB = /[*?[\]{}]/

/** Cases from a file, or one per file of a glob (sorted by path). Paths are relative to `from`. Throws EvalError config. */
export function loadCases(source: string, from: string, rules: PathRules): RawCases {
  const folder = dirname(from)
  if (!GLOB.test(source)) {
    const file = safePath(source, folder, rules)
    if (!existsSync(file)) throw new EvalError('config', `there is no case file ${file}`, { hint: 'the path is relative to the task file' })
    return { cases: readCaseFile(file), files: [file] }
  }
  const files = globSync(source, { cwd: folder })
    .sort()
    .map((path) => safePath(path, folder, rules))
  return { cases: files.flatMap(readOne), files }
}

/** A file that holds one case, or a list of them. */
function readOne(file: string): RawCases['cases'] {
  if (/\.(jsonl|ndjson|csv)$/i.test(file)) return readCaseFile(file)
  const yaml = parseYaml(readText(file), file)
  if (Array.isArray(yaml.value)) return yaml.value.map((value: unknown, index) => ({ value, place: yaml.placeOf([index]) }))
  return [{ value: yaml.value, place: yaml.placeOf([]) }]
}

/** Where inline cases of a code suite are said to stand. */
export function inlineCases(values: readonly unknown[], file: string): RawCases {
  return { cases: values.map((value) => ({ value, place: { file: join(file), line: 1, column: 1 } })), files: [] }
}
