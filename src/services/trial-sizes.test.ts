import { expect, test } from 'vitest'
import { before, country, estimateOf, inputsOf, mini, nothingBefore } from './testing/estimating.ts'
import { SAMPLE } from './trial-sizes.ts'

test('a long input is a call per chunk, each with the instructions and a limit of its own, and one more where a model merges', async () => {
  const limited = { ...mini, params: { maxOutputTokens: 50 } }
  const long = [{ id: 'long', input: { country: 'word '.repeat(24) } }]
  const whole = await estimateOf([limited], long)
  const cut = await estimateOf([limited], long, 'chunking: { size: 10 }\n')
  expect(cut.rows[0]).toMatchObject({ calls: 3, outputTokens: { high: 150 } })
  expect(cut.rows[0]?.inputTokens?.expected).toBeGreaterThan(whole.rows[0]?.inputTokens?.expected ?? Infinity)
  expect(await estimateOf([limited], long, 'chunking: { size: 10, merge: model }\n')).toMatchObject({ calls: 4 })
  expect(await estimateOf([limited], long, 'chunking: { size: 100, merge: model }\n')).toEqual(whole)
})

test('of a merging call the input is its prompt and the answers to the parts', async () => {
  const limited = { ...mini, params: { maxOutputTokens: 500 } }
  const long = [{ id: 'long', input: { country: 'word '.repeat(24) } }]
  const [last, merged] = [
    await estimateOf([limited], long, 'chunking: { size: 10, merge: last }\n'),
    await estimateOf([limited], long, 'chunking: { size: 10, merge: model, mergePrompt: "Merge {{parts}}" }\n'),
  ]
  const [parts, whole] = [last.rows[0]?.inputTokens, merged.rows[0]?.inputTokens]
  // Three answers of at most 500 tokens; "Merge" and the numbers of the parts are few.
  expect((whole?.high ?? 0) - (parts?.high ?? 0)).toBeGreaterThan(1_500)
  expect((whole?.high ?? 0) - (parts?.high ?? 0)).toBeLessThan(1_550)
  expect((whole?.low ?? 0) - (parts?.low ?? 0)).toBeLessThan(30)
  const earlier = { ...nothingBefore, usage: before({ callsPerTrial: 4, inputTokens: 400 }) }
  const known = await estimateOf([mini], long, 'chunking: { size: 10, merge: model, mergePrompt: "Merge {{parts}}" }\n', { earlier })
  expect(known.rows[0]).toMatchObject({ calls: 4, outputTokens: { low: 360, expected: 400, high: 1_600 } })
  expect((known.rows[0]?.inputTokens?.low ?? 0) - (whole?.low ?? 0)).toBe(270)
})

test('earlier runs of the task say more than limits', async () => {
  const cases = [country(1), country(2)]
  const usage = before({ inputs: await inputsOf(20, cases) })
  const { rows } = await estimateOf([mini], cases, '', { earlier: { ...nothingBefore, usage } })
  expect(rows[0]).toMatchObject({
    inputTokens: { low: 36, expected: 40, high: 44 },
    outputTokens: { low: 180, expected: 200, high: 800 },
    from: 'earlier runs',
  })
  const few = await estimateOf([mini], [country(1)], '', { earlier: { ...nothingBefore, usage: before({ trials: 2 }) } })
  expect(few.rows[0]?.from).toBe('nothing')
})

test('earlier runs of other inputs say how long an answer is, and nothing of calls and input', async () => {
  const long = [{ id: 'long', input: { country: 'word '.repeat(2_000) } }]
  const short = [country(1), country(2)]
  const chunked = 'chunking: { size: 500 }\n'
  const earlier = { ...nothingBefore, usage: before({ inputs: await inputsOf(20, short, chunked) }) }
  const [bare, known] = [await estimateOf([mini], long, chunked), await estimateOf([mini], long, chunked, { earlier })]
  const { calls, inputTokens } = bare.rows[0] ?? {}
  expect(calls).toBeGreaterThan(4)
  const outputTokens = { low: 90 * (calls ?? 0), expected: 100 * (calls ?? 0) }
  expect(known.rows[0]).toMatchObject({ calls, inputTokens, outputTokens })
  // Their answers may be longer by as much as they are.
  expect(known.rows[0]?.outputTokens?.high).toBeGreaterThan(20 * 100 * (calls ?? 0))
  const limit = { ...mini, params: { maxOutputTokens: 300 } }
  expect((await estimateOf([limit], long, chunked, { earlier })).rows[0]?.outputTokens?.high).toBe(300 * (calls ?? 0))
  // Two short cases of three were asked: what a call adds to a short prompt says nothing of a long one.
  const mixed = await estimateOf([mini], [...short, ...long], chunked, { earlier })
  expect(mixed.rows[0]?.inputTokens).toEqual((await estimateOf([mini], [...short, ...long], chunked)).rows[0]?.inputTokens)
})

test('of a part of the cases that were asked before, real tokens take the place of characters for all', async () => {
  const cases = [country(1), country(2), country(3), country(4)]
  const usage = before({ inputs: await inputsOf(26, cases.slice(0, 1)) })
  const { rows } = await estimateOf([mini], cases, '', { earlier: { ...nothingBefore, usage } })
  expect(rows[0]?.inputTokens).toEqual({ low: 94, expected: 104, high: 114 })
})

test('of many cases a seeded sample is measured, and that is said', async () => {
  const cases = Array.from({ length: 3_000 }, (_, index) => ({ id: `c${index}`, input: { country: 'x'.repeat(index % 100) } }))
  const [first, again, whole] = await Promise.all([
    estimateOf([mini], cases),
    estimateOf([mini], cases),
    estimateOf([mini], cases.slice(0, SAMPLE)),
  ])
  expect(first.notes).toEqual([`capitals: the prompts of ${SAMPLE} of 3000 cases were measured`])
  expect(first.rows).toEqual(again.rows)
  expect(whole.notes).toEqual([])
  const mean = (first.rows[0]?.inputTokens?.expected ?? 0) / 3_000
  expect(Math.abs(mean / ((whole.rows[0]?.inputTokens?.expected ?? 0) / SAMPLE) - 1)).toBeLessThan(0.2)
})
