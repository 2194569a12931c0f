import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { putInPlace } from '../files/put-in-place.ts'
import { BASELINE_SCHEMA } from '../schema/find-baseline.ts'
import { baselineSchema } from '../schema/baseline.ts'
import type { Baseline } from '../schema/baseline.ts'
import { EvalError } from '../schema/eval-error.ts'
import { nameSchema } from '../schema/task.ts'
import { writeProblem } from './write-problem.ts'

/** Folder of committed baselines in a project's root. */
const BASELINES_FOLDER = 'baselines'
/** Read whole: no larger file is taken for a baseline. */
const MOST_BYTES = 256 << 20
/** Names a baseline's file where `baselines/` has none of that name. */
export const BASELINE_VARIABLE = 'TASKBENCH_BASELINE'

/** `baselines/NAME.json` under the project's root. Throws EvalError config for a name that could lead elsewhere. */
export function baselineFile(root: string, name: string): string {
  if (nameSchema.safeParse(name).success) return path.join(root, BASELINES_FOLDER, `${name}.json`)
  throw new EvalError('config', `Found ${JSON.stringify(name.slice(0, 120))} as the name of a baseline`, {
    hint: 'Expected lower-case letters, digits, dots, dashes and underscores.',
  })
}

/** The file of a baseline: the committed one, else what `$TASKBENCH_BASELINE` names; `null` if there is neither. */
export function findBaselineFile(root: string, name: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const committed = baselineFile(root, name)
  if (existsSync(committed)) return committed
  const named = env[BASELINE_VARIABLE]
  return named ? path.resolve(root, named) : null
}

/** A baseline. Throws EvalError config where the file is not there, is no baseline, is damaged, or is of another version. */
export function readBaseline(file: string): Baseline {
  return parseBaseline(readJsonFile(file), file)
}

/** A file as JSON, of at most 256 MiB. Throws EvalError config. */
export function readJsonFile(file: string): unknown {
  const wrong = (message: string, hint: string, cause?: unknown) => new EvalError('config', message, { at: file, hint, cause })
  let text: string
  try {
    const { size } = statSync(file)
    if (size > MOST_BYTES) throw wrong(`Found ${file} with ${size} bytes, expected at most ${MOST_BYTES}`, 'Name a baseline or a report.')
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (EvalError.is(error)) throw error
    throw wrong(`Could not read ${file}: ${(error as Error).message}`, 'Check that it is there and may be read.', error)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw wrong(`Found ${file}, which is not JSON`, 'Name a baseline, a report or the folder of a run.', cause)
  }
}

/** What a file holds, as a baseline; `file` is named in errors. */
export function parseBaseline(value: unknown, file: string): Baseline {
  const found = schemaOf(value)
  if (found !== BASELINE_SCHEMA) {
    const hint = String(found).startsWith('taskbench/baseline@')
      ? 'It was written by another version of taskbench: set it again with `taskbench baseline set RUN`.'
      : 'Name a file that `taskbench baseline set RUN` wrote.'
    throw new EvalError('config', `Found schema ${JSON.stringify(found).slice(0, 80)} in ${file}, expected "${BASELINE_SCHEMA}"`, {
      at: file,
      hint,
    })
  }
  const parsed = baselineSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new EvalError('config', `Found ${file} damaged: ${issue?.path.join('.').slice(0, 200)}: ${issue?.message.slice(0, 200)}`, {
    at: file,
    hint: 'Set it again with `taskbench baseline set RUN`.',
  })
}

/** The `schema` that a JSON value names; `null` if it names none. */
export const schemaOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'schema' in value && typeof value.schema === 'string' ? value.schema : null

/** Writes a baseline whole or not at all, a line per case, so that versions of it differ by lines. */
export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await putInPlace(file, (temporary) => writeFile(temporary, baselineText(baseline)))
  } catch (error) {
    throw writeProblem(file, error)
  }
}

function baselineText({ tasks, ...rest }: Baseline): string {
  const list = (items: string[], indent: string): string => (items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`)
  const tasksText = tasks.map(({ models, ...task }) => {
    const modelsText = models.map(({ cases, ...model }) => {
      const rows = cases.map((row) => `      ${JSON.stringify(row)}`)
      return `    ${JSON.stringify(model).slice(0, -1)},"cases":${list(rows, '    ')}}`
    })
    return `  ${JSON.stringify(task).slice(0, -1)},"models":${list(modelsText, '  ')}}`
  })
  return `${JSON.stringify(rest).slice(0, -1)},\n"tasks":${list(tasksText, '')}}\n`
}
