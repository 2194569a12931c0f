import { expect, test } from 'vitest'
import type { Case } from '../schema/case.ts'
import type { Task } from '../schema/task.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { plannedCases } from './planned-cases.ts'

const caseAt = (id: string, file: string, line: number) => ({ id, place: { file, line, column: 1 } }) as Case
const task = {
  name: 'capitals',
  file: '/p/capitals.task.yaml',
  lines: { name: 1, cases: 3 },
  cases: [caseAt('france', '/p/capitals.task.yaml', 4), caseAt('italy', '/p/capitals.task.yaml', 5), caseAt('spain', '/p/more.jsonl', 9)],
} as Task
const model = testModel({ label: 'mini' })
const chosen = (namePattern?: RegExp, lines?: number[]) => plannedCases(task, model, { namePattern, lines }).map(({ id }) => id)

test('without a filter all cases are planned', () => {
  expect(plannedCases(task, model, { namePattern: undefined, lines: undefined })).toBe(task.cases)
})

test('a name pattern is looked for in the names of task, model and case', () => {
  expect(chosen(/capitals > mini > italy/)).toEqual(['italy'])
  expect(chosen(/mini/)).toEqual(['france', 'italy', 'spain'])
  expect(chosen(/maxi/)).toEqual([])
})

test("a line chooses the case that is written there, and the task's own line all of them", () => {
  expect(chosen(undefined, [5])).toEqual(['italy'])
  expect(chosen(undefined, [3])).toEqual(['spain'])
  expect(chosen(undefined, [1])).toEqual(['france', 'italy', 'spain'])
  expect(chosen(/spain/, [5])).toEqual([])
})
