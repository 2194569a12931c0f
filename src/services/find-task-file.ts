import { globSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { readYaml } from '../config/read-yaml.ts'
import { TASK_FILE } from '../paths/task-file.ts'
import { EvalError } from '../schema/eval-error.ts'

const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'results'])
const MOST_LISTED = 10

/** The file of a task by its path, or by its name under a folder. Throws EvalError config where there is none, or more than one. */
export function findTaskFile(task: string, root: string): string {
  const path = resolve(root, task)
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path
  const files = taskFiles(root)
  const named = files.filter((file) => nameOf(file) === task)
  const [only, second] = named.length > 0 ? named : files.filter((file) => basename(file).replace(TASK_FILE, '') === task)
  if (only !== undefined && second === undefined) return only
  if (only !== undefined) throw new EvalError('config', `found two tasks named ${task}: ${only} and ${second}`, { hint: 'name the file' })
  const names = files.map(nameOf).filter((name) => name !== null)
  throw new EvalError('config', `there is no task ${task} under ${root}`, {
    hint:
      names.length === 0
        ? 'write one, or run npx taskbench init'
        : `expected a file, or one of: ${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? ', …' : ''}`,
  })
}

/** All task files under a folder, in the order of their paths; those of packages and results are left out. */
export function taskFiles(root: string): string[] {
  return globSync('**/*.task.{yaml,yml}', {
    cwd: root,
    exclude: (name) => LEFT_OUT.has(basename(name)) || basename(name).startsWith('.'),
  })
    .sort()
    .map((file) => join(root, file))
}

/** The name that a file gives its task; `null` where it cannot be read. */
function nameOf(file: string): string | null {
  try {
    const { name } = readYaml(file).value as { name?: unknown }
    return typeof name === 'string' ? name : null
  } catch {
    return null
  }
}
