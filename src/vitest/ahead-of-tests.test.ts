import { setImmediate as afterThisTurn } from 'node:timers/promises'
import type { TestSpecification, Vitest } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'
import { expect, test, vi } from 'vitest'
import type { Config } from '../schema/config.ts'
import type { Case } from '../schema/case.ts'
import type { Task } from '../schema/task.ts'
import { testModel } from '../schema/testing/test-model.ts'
import type { PlannedFile } from '../services/planned-file.ts'
import { aheadOfTests } from './ahead-of-tests.ts'

class OneAfterTheOther extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.slice(0, 1))
  }
}

const TASKS = ['/a.task.yaml', '/b.task.yaml']

/** The files that are planned when Vitest starts with these settings and files. */
async function planned(
  settings: object,
  files: readonly string[] = TASKS,
  choice: object = {},
  mode = 'off',
): Promise<readonly PlannedFile[]> {
  let found: readonly PlannedFile[] = []
  let ended = false
  const config = { root: '/', sequence: { sequencer: BaseSequencer, groupOrder: 0 }, ...settings }
  const cache = { getTestSpecificationResult: () => ({ failed: false, duration: 1 }) }
  const vitest = { config, cache, onCancel: () => () => undefined } as unknown as Vitest
  const project = { name: 'evals', config, serializedConfig: { includeTaskLocation: false } }
  const run = {
    begin: async () => undefined,
    warmUp: async () => undefined,
    lookAhead: async (given: readonly PlannedFile[]) => void (found = given),
    endAhead: () => void (ended = true),
  }
  const read: string[] = []
  const tasks = {
    read: async () => Promise.reject(new Error()),
    peek: async () => Promise.reject(new Error()),
    readAhead: async (given: readonly string[]) => void read.push(...given),
    readBefore: () => null,
    readAgain: async () => Promise.reject(new Error()),
  }
  const reporter = aheadOfTests(run, { vitest, tasks, config: { models: [testModel()], tape: { mode } } as Config })
  const specifications = files.map((moduleId) => ({ project, moduleId, ...choice })) as unknown as TestSpecification[]
  await reporter.onTestRunStart?.(specifications)
  await vi.dynamicImportSettled()
  for (let turn = 0; turn < 10; turn++) await afterThisTurn()
  expect(read).toEqual(files.filter((file) => file.endsWith('.task.yaml')))
  await reporter.onTestRunEnd?.([], [], 'passed')
  expect(ended).toBe(true)
  return found
}

const names = async (...given: Parameters<typeof planned>) => (await planned(...given)).map(({ file }) => file)

test('task files are planned where more than one file of evaluations runs; code suites never are', async () => {
  expect(await names({})).toEqual(TASKS)
  expect(await names({}, ['/a.eval.ts', '/b.task.yaml'])).toEqual(['/b.task.yaml'])
  expect(await names({}, ['/a.task.yaml'])).toEqual([])
  expect(await names({}, ['/a.eval.ts', '/b.eval.ts'])).toEqual([])
})

test('nothing is planned where all answers are on tape', async () => {
  expect(await names({}, TASKS, {}, 'auto')).toEqual(TASKS)
  expect(await names({}, TASKS, {}, 'replay')).toEqual([])
})

test.each([
  ['watch mode', { watch: true }],
  ['bail', { bail: 1 }],
  ['a choice by tags', { tagsFilter: ['slow'] }],
  ['a sequencer of the user’s', { sequence: { sequencer: OneAfterTheOther } }],
])('nothing is planned where it is not certain which tests will run: %s', async (_, settings) => {
  expect(await names(settings)).toEqual([])
})

test.each([
  ['ids', { testIds: ['1'] }],
  ['full names', { testNames: ['a > b'] }],
  ['tags', { testTagsFilter: ['slow'] }],
  ['lines, where tests have no location', { testLines: [1] }],
])('a file whose tests are chosen by %s is left to its tests', async (_, choice) => {
  expect(await names({}, TASKS, choice)).toEqual([])
})

test('names are matched as Vitest does, with control characters made visible', async () => {
  const [file] = await planned({}, TASKS, { testNamePattern: /^t > test:a > one␇?two$/ })
  const task = { name: 't', file: '/a.task.yaml', lines: { name: 1, cases: 2 } } as Task
  const chosen = (id: string) => file?.isChosen(task, testModel(), { id, place: { file: '/a.jsonl', line: 9, column: 1 } } as Case)
  expect([chosen('onetwo'), chosen('one\u0007two'), chosen('onetwothree')]).toEqual([true, true, false])
})
