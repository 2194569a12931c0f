import { basename } from 'node:path'
import { faultsError } from '../config/faults-error.ts'
import { readYaml } from '../config/read-yaml.ts'
import type { EvalError } from '../schema/eval-error.ts'
import type { Task } from '../schema/task.ts'
import { checksFileOf } from '../tasks/read-checks-file.ts'

/** The command that writes a task's checks. */
export const writeCommand = ({ name }: Pick<Task, 'name'>): string => `npx taskbench checks write ${name}`

/** In CI: a task wants checks and there is no file of them. At `generatedChecks`, else at the task's name. */
export function missingChecks(task: Task): EvalError {
  const key = task.generatedChecks === undefined ? 'name' : 'generatedChecks'
  const file = basename(checksFileOf(task.file) ?? task.file)
  return faultsError([
    {
      place: readYaml(task.file).placeOf([key], 'key'),
      message: `there is no ${file}, and the task wants checks to be written for it`,
      hint: `write them with \`${writeCommand(task)}\` and commit the file, or say generatedChecks: false`,
    },
  ])
}

/** In CI: a task was changed since its checks were written. At the file's `writtenFor`. */
export function staleChecks(task: Task): EvalError {
  return faultsError([
    {
      place: readYaml(checksFileOf(task.file) ?? task.file).placeOf(['writtenFor'], 'key'),
      message: `the checks are stale: the task ${task.name} was changed since they were written for it`,
      hint: `write them anew with \`${writeCommand(task)}\` and commit the file`,
    },
  ])
}
