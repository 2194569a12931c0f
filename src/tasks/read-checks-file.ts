import { existsSync } from 'node:fs'
import type { z } from 'zod'
import { faultsFrom } from '../config/faults-from.ts'
import { readYaml } from '../config/read-yaml.ts'
import type { YamlFile } from '../config/read-yaml.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import { TASK_FILE } from '../paths/task-file.ts'
import { checksFileSchema, provenanceSchema } from '../schema/checks-file.ts'
import type { CheckProvenance, ChecksFile } from '../schema/checks-file.ts'
import type { Fault } from '../schema/fault.ts'
import { resolveChecks } from './resolve-checks.ts'

const PROVENANCE_KEYS = Object.keys(provenanceSchema.shape)

/** Where the checks of a task file stand or would stand: `NAME.checks.yaml` beside it; `null` for a file that is no task in YAML. */
export function checksFileOf(taskFile: string): string | null {
  const stem = taskFile.replace(TASK_FILE, '')
  if (stem === taskFile) return null
  return ['yaml', 'yml'].map((ending) => `${stem}.checks.${ending}`).find(existsSync) ?? `${stem}.checks.yaml`
}

/** Reads a file of checks. What is wrong in it are faults at their own places; nothing of a file that could not be read. */
export function readChecksFile(file: string, task?: string): { content: ChecksFile | null; faults: Fault[] } {
  let yaml: YamlFile
  try {
    yaml = readYaml(file)
  } catch (error) {
    return { content: null, faults: faultsFrom(error, { file, line: 1, column: 1 }) }
  }
  const parsed = checksFileSchema.safeParse(yaml.value, { error: sayLegalKeys })
  const faults = parsed.success ? [] : placeProblems(problemsOf(parsed.error, yaml.value).filter(isOfTheFile), yaml)
  const list = (yaml.value as { checks?: unknown } | null)?.checks
  const entries = (Array.isArray(list) ? (list as unknown[]) : []).map(splitEntry)
  const provenances = entries.map(({ provenance }, index) => {
    const result = provenanceSchema.safeParse(provenance)
    if (!result.success) faults.push(...placeProblems(problemsOf(result.error as z.core.$ZodError, provenance, ['checks', index]), yaml))
    return result.data ?? NOTHING_SAID
  })
  const resolved = entries.map(({ check }, index) =>
    resolveChecks([check], { placeOf: (path, of) => yaml.placeOf(['checks', index, ...path.slice(2)], of) }),
  )
  faults.push(...resolved.flatMap((each) => each.faults))
  if (parsed.success && task !== undefined && parsed.data.task !== undefined && parsed.data.task !== task)
    faults.push({
      place: yaml.placeOf(['task']),
      message: `the checks are those of the task ${parsed.data.task}, expected ${task}`,
      hint: 'write them anew for this task, or rename them',
    })
  const checks = resolved.flatMap((each, index) => each.checks.map((check) => ({ check, ...(provenances[index] as CheckProvenance) })))
  const rest = parsed.success ? parsed.data : { version: 1 as const, dropped: [] }
  return { content: { ...rest, checks }, faults }
}

const NOTHING_SAID: CheckProvenance = { reviewed: false, unproven: false }

/** Of the checks themselves their kinds say what is wrong. */
const isOfTheFile = ({ path }: { path: PropertyKey[] }): boolean => path[0] !== 'checks' || path.length === 1

/** A check as it is written, without what the file says of it. */
function splitEntry(entry: unknown): { check: unknown; provenance: Record<string, unknown> } {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return { check: entry, provenance: {} }
  const fields = Object.entries(entry)
  return {
    check: Object.fromEntries(fields.filter(([key]) => !PROVENANCE_KEYS.includes(key))),
    provenance: Object.fromEntries(fields.filter(([key]) => PROVENANCE_KEYS.includes(key))),
  }
}
