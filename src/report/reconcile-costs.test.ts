import { appendFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { costsFile } from '../records/run-paths.ts'
import { generatedTask, generatedTrial, RUN_ID } from '../records/testing/generated-records.ts'
import type { CallCostRecord } from '../schema/call.ts'
import { buildReport } from './build-report.ts'
import { writtenRun } from './testing/written-run.ts'

const TASKS = ['triage', 'summary']
const MODELS = ['sim:careful', 'mini', '__proto__', 'a"b']
const nano = fc.option(fc.integer({ min: 0, max: 10_000_000_000 }))
const trial = fc.record({
  task: fc.constantFrom(...TASKS),
  model: fc.constantFrom(...MODELS),
  phase: fc.constantFrom('execution', 'judge', 'check-writing'),
  costNanoUsd: nano,
  later: nano,
})

const sum = (values: Record<string, number>) => Object.values(values).reduce((total, value) => total + value, 0)

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'taskbench-test-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

it('reconciles every roll-up with the calls, to the last nano-dollar', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(trial, { maxLength: 30 }), async (wanted) => {
      const results = folder()
      const given = wanted.map((each, index) => ({ ...each, case: String(index), call: { phase: each.phase as never } }))
      const tasks = TASKS.map((name) => generatedTask({ name, models: MODELS }))
      const store = await writtenRun(results, { tasks, trials: given })
      const later = given.flatMap((each) => {
        if (each.later === null) return []
        const { call } = generatedTrial(each)
        const cost = { nanoUsd: each.later, source: 'inline', priced: null } as const
        return [{ schema: 'taskbench/call-cost@1', callId: call.callId, cost, before: call.cost } satisfies CallCostRecord]
      })
      if (later.length > 0) appendFileSync(costsFile(results, RUN_ID), later.map((each) => `${JSON.stringify(each)}\n`).join(''))
      const paid = given.map((each) => each.later ?? each.costNanoUsd)
      const expected = paid.reduce<number>((total, each) => total + (each ?? 0), 0)
      const { cost, results: models } = await buildReport({ store })
      await store.close()
      expect(cost.totalNanoUsd).toBe(expected)
      expect([sum(cost.byModel), sum(cost.byPhase), sum(cost.byTask), cost.useCaseNanoUsd]).toEqual(Array(4).fill(expected))
      expect(cost.unpricedCalls).toBe(paid.filter((each) => each === null).length)
      expect(models.reduce((total, each) => total + (each.costNanoUsd ?? 0), 0)).toBe(expected)
      expect(models.reduce((total, each) => total + each.unpricedCalls, 0)).toBe(cost.unpricedCalls)
    }),
    { numRuns: 12 },
  )
})
