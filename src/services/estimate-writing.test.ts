import { expect, test } from 'vitest'
import { estimateWriting } from './estimate-writing.ts'
import { country, mini, taskOf } from './testing/estimating.ts'

test('what writing checks will need is in whole tokens', async () => {
  const tasks = await Promise.all([1, 2, 3, 4].map((length) => taskOf([country(1)], `description: "${'x'.repeat(length * 4)}"\n`)))
  const { rows } = estimateWriting(tasks, mini, { seed: 1 })
  const tokens = rows.flatMap(({ inputTokens }) => [inputTokens?.low, inputTokens?.expected, inputTokens?.high])
  expect(tokens.filter((each) => !Number.isInteger(each))).toEqual([])
})
