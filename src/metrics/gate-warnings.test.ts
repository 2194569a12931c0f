import { expect, test } from 'vitest'
import type { Gate } from '../schema/task.ts'
import { gateWarnings } from './gate-warnings.ts'

const gate = (metric: string): Gate => ({ metric, min: 0.8, bound: 'interval', undecided: 'warn' })
const list = { output: { format: 'lines', schema: null }, pairing: null }
const place = { file: '/a.task.yaml', line: 12, column: 5 }

test('a gate on accuracy without one on completeness is warned about, at its place', () => {
  expect(gateWarnings({ ...list, gates: [gate('pass-rate'), { ...gate('accuracy'), place }] })).toEqual([
    { place, message: 'a gate on accuracy alone is passed by saying less: add one on completeness or f1' },
  ])
  expect(gateWarnings({ ...list, gates: [gate('hallucination')] })).toHaveLength(1)
})

test.each([[['accuracy', 'completeness']], [['f1', 'accuracy']], [['pass-rate']], [[]]])('%j is not warned about', (metrics) => {
  expect(gateWarnings({ ...list, gates: metrics.map(gate) })).toEqual([])
})

test('of single values accuracy is completeness', () => {
  expect(gateWarnings({ output: { format: 'text', schema: null }, pairing: null, gates: [gate('accuracy')] })).toEqual([])
})
