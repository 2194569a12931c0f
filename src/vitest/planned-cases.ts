import type { Case } from '../schema/case.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { stripControl } from '../text/strip-control.ts'

/** What chooses tests of a file: `-t`, and the lines of `file:line`. */
export interface TestFilter {
  namePattern: RegExp | undefined
  lines: readonly number[] | undefined
}

/** The cases of a task whose tests a filter leaves in, for one model: by the names and lines under which they are registered. */
export function plannedCases(task: Task, model: Model, { namePattern, lines }: TestFilter): readonly Case[] {
  if (namePattern === undefined && !lines?.length) return task.cases
  const isInFile = (place: Case['place']) => place.file === task.file
  const named = (each: Case) =>
    namePattern === undefined || [task.name, model.label, stripControl(each.id)].join(' > ').search(namePattern) >= 0
  const lined = (each: Case) => {
    if (!lines?.length || lines.includes(task.lines.name)) return true
    return lines.includes(isInFile(each.place) ? each.place.line : task.lines.cases)
  }
  return task.cases.filter((each) => named(each) && lined(each))
}
