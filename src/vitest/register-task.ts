import { readFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { gateRule } from '../comparison/gate-rule.ts'
import type { Case } from '../schema/case.ts'
import type { Model } from '../schema/model.ts'
import type { GateResult } from '../schema/report.ts'
import type { Task } from '../schema/task.ts'
import { runCase } from '../services/run-case.ts'
import { stripControl } from '../text/strip-control.ts'
import type { CaseSetup } from '../services/run-case.ts'
import { askThroughEngine } from './ask-through-engine.ts'
import { openChat } from './open-chat.ts'
import type { AtLine } from './compile-task.ts'
import { finishTest } from './finish-test.ts'
import type { SuiteRecords } from './finish-test.ts'
import { inTurn } from './in-turn.ts'
import { judgeSuite, reportGate } from './judge-gate-test.ts'
import { modelsOf } from './models-of.ts'
import { announceTask } from './announce-task.ts'
import { provided } from './provided.ts'

const anywhere: AtLine = (call) => call()

/** Registers the task that a file holds as JSON. Called by the module that a task file was compiled into. */
export function registerDefinition(file: string, atLines: Record<number, AtLine>): void {
  registerTask(JSON.parse(readFileSync(file, 'utf8')) as Task, atLines)
}

/** Registers a task's suites: one per model, one test per case, then its gates. */
function registerTask(task: Task, atLines: Record<number, AtLine>): void {
  const at = (line: number | undefined): AtLine => atLines[line ?? 0] ?? anywhere
  const models = modelsOf(task, provided().config.models)
  at(task.lines.name)(() =>
    describe(task.name, { concurrent: true }, () => {
      beforeAll(({}, suite) => announceTask(task, models, suite))
      for (const model of models)
        at(task.lines.name)(() => describe(model.label, { concurrent: true }, () => registerModel(task, model, at)))
    }),
  )
}

function registerModel(task: Task, model: Model, at: (line: number | undefined) => AtLine): void {
  const records: SuiteRecords = new Map()
  const turns = inTurn(task, model, records)
  for (const subject of task.cases) {
    const line = subject.place.file === task.file ? subject.place.line : task.lines.cases
    at(line)(() =>
      test(stripControl(subject.id), { timeout: 0 }, (context) => {
        const setup = setupOf(task, model, subject, context.signal)
        const run = () => runCase(setup).then((trials) => finishTest(context, setup, trials, records))
        return turns === null ? run() : turns(context, setup, run)
      }),
    )
  }
  registerGates(task, model, records, at)
}

/** The suite's last tests: they run after the cases, one by one. */
export function registerGates(task: Task, model: Model, records: SuiteRecords, at: (line: number | undefined) => AtLine): void {
  let judged: Promise<GateResult[]> | null = null
  for (const [index, gate] of task.gates.entries()) {
    at(gate.place?.line)(() =>
      test(`gate: ${gateRule(gate)}`, { timeout: 0, concurrent: false }, async (context) => {
        const results = await (judged ??= judgeSuite(task, model, [...records.values()].flat()))
        reportGate(context, gate, results[index] as GateResult)
      }),
    )
  }
}

/** What running a case needs, in this worker. */
export function setupOf(task: Task, model: Model, subject: Case, signal: AbortSignal): CaseSetup {
  return { runId: provided().runId, task, model, case: subject, ask: askThroughEngine, signal, subject: null, openChat }
}
