import { expect, test } from 'vitest'
import type { Chunking } from '../schema/chunking.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { caseParts } from './case-parts.ts'
import { inputParts } from './input-parts.ts'

const CHUNKING: Chunking = { input: 'text', by: 'lines', size: 2, overlap: 0, merge: 'union', mergePrompt: null, offsets: null }

function goldOfParts(text: string, gold: Json | undefined, chunking: Partial<Chunking> = {}, pairing: Pairing | null = null) {
  const cut = { ...CHUNKING, ...chunking }
  const subject = { id: 'a', input: { text }, gold, tags: [], checks: [], caseHash: 'h', place: { file: 'x', line: 1, column: 1 } }
  return caseParts(subject, inputParts(subject.input, cut), cut, pairing).map((part) => part.gold)
}

test('an item lies where one of its texts stands once, else where one stands at all, else where the one before does', () => {
  const text = '[00:10] heat\n[00:20] work\n[00:30] heat again\n[00:40] end\n'
  expect(goldOfParts(text, [{ title: 'heat', at: '00:30' }])).toEqual([[], [{ title: 'heat', at: '00:30' }]])
  expect(goldOfParts(text, [{ title: 'heat' }])).toEqual([[{ title: 'heat' }], []])
  expect(goldOfParts(text, ['again', 'unheard of'])).toEqual([[], ['again', 'unheard of']])
  expect(goldOfParts(text, ['unheard of', 'at'])).toEqual([['unheard of', 'at'], []])
})

test('an item in an overlap lies in both parts', () => {
  expect(goldOfParts('aaa\nbbb\nccc\n', ['bbb'], { overlap: 1 })).toEqual([['bbb'], ['bbb']])
})

test('an item with an offset lies there, and counts from the beginning of its part', () => {
  const lines = { offsets: { fields: ['line'], add: 'lines' as const } }
  expect(goldOfParts('x\nx\r\nx\nx\nx\n', [{ line: 2 }, { line: 3 }, { line: 5 }, { line: 9 }], lines)).toEqual([
    [{ line: 2 }],
    [{ line: 1 }],
    [{ line: 1 }, { line: 5 }],
  ])
  const characters = { offsets: { fields: ['span'], add: 'characters' as const } }
  expect(goldOfParts('😀b\nc\ndef\n', [{ span: [3, 4] }, { span: [6, 8] }, { span: ['?'] }], characters)).toEqual([
    [{ span: [3, 4] }],
    [{ span: [1, 3] }, { span: ['?'] }],
  ])
})

test('items are found where the task pairs them; the rest of gold is for every part', () => {
  const gold = { items: [{ name: 'aaa' }, { name: 'ccc' }], total: 2, notes: ['aaa'] }
  expect(goldOfParts('aaa\nbbb\nccc\n', gold, {}, { items: '$.items', by: 'exact' })).toEqual([
    { ...gold, items: [{ name: 'aaa' }] },
    { ...gold, items: [{ name: 'ccc' }] },
  ])
  expect(gold.items).toHaveLength(2)
})

test('gold without items is for every part, and so is none', () => {
  expect(goldOfParts('a\nb\nc\n', 'yes')).toEqual(['yes', 'yes'])
  expect(goldOfParts('a\nb\nc\n', undefined)).toEqual([undefined, undefined])
})
