import { existsSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { faultsError } from '../config/faults-error.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import { TASK_FILE } from '../paths/task-file.ts'
import { answerLabelSchema } from '../schema/answer-label.ts'
import type { AnswerLabel } from '../schema/answer-label.ts'
import type { Fault } from '../schema/fault.ts'
import { readCaseFile } from '../tasks/read-case-file.ts'

/** Where labels of a task's answers stand: `NAME.labels.jsonl` beside `NAME.task.yaml`. */
export function labelsFileOf(taskFile: string): string {
  return `${taskFile.replace(TASK_FILE, '').replace(/\.eval\.[cm]?[jt]s$/, '')}.labels.jsonl`
}

/** Labels by the hash of their answer; the last one of an answer counts. None where there is no file. Throws EvalError config with every fault. */
export function readLabels(file: string): Map<string, AnswerLabel> {
  const labels = new Map<string, AnswerLabel>()
  if (!existsSync(file)) return labels
  const faults: Fault[] = []
  for (const { value, place } of readCaseFile(file)) {
    const parsed = answerLabelSchema.safeParse(value, { error: sayLegalKeys })
    if (parsed.success) labels.set(parsed.data.answerHash, parsed.data)
    else faults.push(...placeProblems(problemsOf(parsed.error, value), { placeOf: () => place }))
  }
  if (faults.length > 0) throw faultsError(faults)
  return labels
}

/** Adds a label at the end of the file. */
export async function appendLabel(file: string, label: AnswerLabel): Promise<void> {
  await appendFile(file, `${JSON.stringify(label)}\n`)
}

/** Labels whose answers are not among those of the runs that were looked at, in the order of the file; those of other runs are not judged. */
export function lostLabels(labels: ReadonlyMap<string, AnswerLabel>, found: ReadonlySet<string>, run: string | null): AnswerLabel[] {
  return [...labels.values()].filter((label) => !found.has(label.answerHash) && (run === null || label.run === run))
}
