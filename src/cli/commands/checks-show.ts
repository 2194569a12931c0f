import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { faultsError } from '../../config/faults-error.ts'
import { loadConfig } from '../../config/load-config.ts'
import { findTaskFile } from '../../services/find-task-file.ts'
import { loadTask } from '../../tasks/load-task.ts'
import { checksFileOf, readChecksFile } from '../../tasks/read-checks-file.ts'
import { isStale } from '../../tasks/written-for.ts'
import { checksFileLines, ownChecksLines } from '../../../reporters/checks-file-lines.ts'

/** `taskbench checks show`: a task's checks, those of its file of checks with what each caught. */
export async function checksShow(name: string): Promise<void> {
  const root = process.cwd()
  const config = await loadConfig({ root, env: process.env })
  const taskFile = findTaskFile(name, root)
  const task = loadTask(taskFile, config)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const own = task.checks.filter(({ place }) => place?.file === taskFile)
  if (own.length > 0) say(`${relative(root, taskFile)}\n\n${ownChecksLines(own, process.stdout.columns).join('\n')}\n`)
  const file = checksFileOf(taskFile)
  if (file === null || !existsSync(file)) {
    say(`${file === null ? task.name : relative(root, file)}: there is no file of checks`)
    return
  }
  const { content, faults } = readChecksFile(file, task.name)
  if (!content || faults.length > 0) throw faultsError(faults)
  say(`${relative(root, file)}: ${checksFileLines(content, process.stdout.columns).join('\n')}`)
  if (isStale(content, task)) say('\nstale: the task was changed since these checks were written for it')
}
