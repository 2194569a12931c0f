import { failsGate } from '../src/report/gate-outcome.ts'
import { isAbsolute, relative } from 'node:path'
import type { TestCase } from 'vitest/node'
import { failureFigures, violatedChecks } from '../src/report/violated-checks.ts'
import type { Place } from '../src/schema/fault.ts'
import type { Report, RunGateResult } from '../src/schema/report.ts'
import { workflowCommand } from '../src/text/workflow-command.ts'
import { runGatesOf } from './github-outcome.ts'
import { oneLine } from './one-line.ts'

/** GitHub shows no more of one level in one step. */
const MOST = 10

interface Annotation {
  file: string
  line?: number | undefined
  column?: number | undefined
  title: string
  message: string
  /** Gates are told before checks, and what failed often before what failed once. */
  gate: boolean
  count: number
}

export interface AnnotationSource {
  /** Of the evaluations. */
  tests: readonly TestCase[]
  reports: readonly Report[]
  /** Of the config, where there is one: gates of the whole run stand in it. */
  configFile: string | null
  /** What GitHub calls the workspace: files are named from there. */
  workspace: string | undefined
  /** Vitest's own reporter for GitHub shows the failed tests, one by one. */
  testsAreShown: boolean
}

/**
 * Annotations of a run, at most 10 errors and 10 warnings: failed gates and failing checks at their lines, each place once with how often; what is
 * undecided, and checks that fail no test, as warnings. Where there are more, the last one says so.
 */
export function githubAnnotations(source: AnnotationSource): string[] {
  const errors = [...runGateAnnotations(source, failsGate), ...(source.testsAreShown ? [] : failedPlaces(source.tests))]
  const warnings = [
    ...runGateAnnotations(source, ({ verdict, undecided }) => verdict === 'undecided' && undecided === 'warn'),
    ...undecidedGates(source.tests),
    ...quietChecks(source),
  ]
  const near = (file: string): string => {
    const path = source.workspace ? relative(source.workspace, file) : file
    return path.startsWith('..') || isAbsolute(path) ? file : path
  }
  const shown = (level: 'error' | 'warning', all: readonly Annotation[]) =>
    bounded(all).map((each) => workflowCommand(level, { ...each, file: near(each.file) }, each.message))
  return [...shown('error', errors), ...shown('warning', warnings)]
}

function bounded(all: readonly Annotation[]): readonly Annotation[] {
  const sorted = all.toSorted((a, b) => Number(b.gate) - Number(a.gate) || b.count - a.count)
  const last = sorted[MOST - 1]
  if (sorted.length <= MOST || last === undefined) return sorted
  const more = `${sorted.length - MOST + 1} more places; GitHub shows ${MOST} of a step. The job summary has them all.`
  return [...sorted.slice(0, MOST - 1), { ...last, title: 'taskbench', message: more }]
}

function runGateAnnotations({ reports, configFile }: AnnotationSource, wanted: (gate: RunGateResult) => boolean): Annotation[] {
  if (configFile === null) return []
  return runGatesOf(reports)
    .filter(wanted)
    .map(({ rule, model, verdict, reason }) => {
      const who = model === null ? '' : `${oneLine(model, 80)}: `
      const message = `${who}${rule} is ${verdict}${reason === null ? '' : `: ${oneLine(reason)}`}`
      return { file: configFile, title: `gate of the run: ${rule}`, message, gate: true, count: 1 }
    })
}

/** Places where tests failed, each once. */
function failedPlaces(tests: readonly TestCase[]): Annotation[] {
  const places = new Map<string, Annotation & { models: Set<string>; first: string }>()
  for (const test of tests) {
    for (const { name, message, stacks } of test.result().errors ?? []) {
      const [at] = stacks ?? []
      const file = at?.file ?? test.module.moduleId
      const title = oneLine(name ?? 'Error', 120)
      const key = `${file}:${at?.line} ${title}`
      const found = places.get(key)
      const model = test.parent.type === 'suite' ? test.parent.name : ''
      if (found) {
        found.count += 1
        found.models.add(model)
        continue
      }
      const first = `${oneLine(test.fullName, 160)}: ${oneLine(message, 400)}`
      const line = at?.line ?? test.location?.line
      places.set(key, { file, line, column: at?.column, title, message: '', gate: isGate(test), count: 1, models: new Set([model]), first })
    }
  }
  return [...places.values()].map(({ models, first, ...place }) => {
    const more =
      place.count === 1
        ? ''
        : ` (${place.count} tests of ${models.size === 1 ? '1 model' : `${models.size} models`}, of which this is the first)`
    return { ...place, message: `${first}${more}` }
  })
}

function undecidedGates(tests: readonly TestCase[]): Annotation[] {
  return tests.flatMap((test) => {
    const result = test.result()
    const note = result.state === 'skipped' ? result.note : undefined
    if (!isGate(test) || !note?.startsWith('undecided:')) return []
    const { line, column } = test.location ?? {}
    const place = placesAround(test)[test.name] ?? { file: test.module.moduleId, line, column }
    return [{ ...place, title: test.name, message: oneLine(`${test.fullName}: ${note}`), gate: true, count: 1 }]
  })
}

/** Checks that failed and let their tests pass: those of a lower severity, and all of a task in which gates alone fail. */
function quietChecks({ tests, reports }: AnnotationSource): Annotation[] {
  const tasks = new Map(tests.map((test) => [taskOf(test), test]))
  const told = new Set(
    tests.flatMap((test) => (test.result().errors ?? []).map(({ name }) => keyOf(taskOf(test), oneLine(name ?? '', 120)))),
  )
  const all = new Map<string, Annotation>()
  for (const violated of violatedChecks(reports.flatMap(({ results }) => results))) {
    const { task, model, check } = violated
    const title = oneLine(`check ${check.name}`, 120)
    const key = keyOf(task, title)
    const test = tasks.get(task)
    if (test === undefined || (check.severity === 'critical' && told.has(key))) continue
    const found = all.get(key)
    if (found) found.count += check.failed
    const message = `${oneLine(model, 80)}: ${oneLine(check.name, 120)} (${check.severity}) failed ${failureFigures(violated)}`
    const place = placesAround(test)[`check ${check.name}`] ?? { file: test.module.moduleId }
    if (!found) all.set(key, { ...place, title, message, gate: false, count: check.failed })
  }
  return [...all.values()]
}

const isGate = (test: TestCase): boolean => test.name.startsWith('gate: ')
const keyOf = (task: string | undefined, title: string): string => `${task}\n${title}`
const taskOf = (test: TestCase): string | undefined => (test.meta() as { taskbench?: { task?: string } }).taskbench?.task

/** Where the parts of a test's task are written: the suite of the task knows it, in which that of the model stands. */
function placesAround({ parent }: TestCase): Partial<Record<string, Place>> {
  const suite = parent.type === 'suite' ? parent.parent : parent
  return suite.type === 'suite' ? ((suite.meta() as SuiteMeta).taskbenchPlaces ?? {}) : {}
}

/** What is read of the meta of a task's suite. */
interface SuiteMeta {
  taskbenchPlaces?: Record<string, Place>
}
