import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from './display-width.ts'
import { plainTable } from './plain-table.ts'

describe('a plain table', () => {
  it('has its texts to the left and its numbers to the right, on one line each where nothing says how wide it may be', () => {
    const reason = 'what it catches the chosen checks catch, or it tells bad answers from good ones no better than chance'
    expect(plainTable(['check', 'FFR', 'because'], [['short', '3.5%', reason]])).toEqual(['check   FFR  because', `short  3.5%  ${reason}`])
  })

  it('breaks long texts between words where it would be too wide', () => {
    const rows = [
      ['one', '12', 'what it catches the chosen checks catch, or it tells nothing'],
      ['two', '3', 'short'],
    ]
    expect(plainTable(['check', 'n', 'because'], rows, 42)).toEqual([
      'check   n  because',
      'one    12  what it catches the chosen',
      '           checks catch, or it tells',
      '           nothing',
      'two     3  short',
    ])
  })

  it('goes on below with the columns that find no room, the first one again beside them', () => {
    const header = ['killed, in %', 'wrong-type', 'out-of-range', 'other-case']
    expect(plainTable(header, [['in order', '7', '100', '0']], 40)).toEqual([
      'killed, in %  wrong-type  out-of-range',
      'in order               7           100',
      '',
      'killed, in %  other-case',
      'in order               0',
    ])
  })

  it('is never wider than it may be, and loses no word', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 9 })
    const cell = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(' '))
    const table = fc.integer({ min: 1, max: 9 }).chain((columns) => {
      const row = fc.array(cell, { minLength: columns, maxLength: columns })
      return fc.tuple(row, fc.array(row, { maxLength: 5 }))
    })
    fc.assert(
      fc.property(table, fc.integer({ min: 40, max: 120 }), ([header, rows], width) => {
        const lines = plainTable(header, rows, width)
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width)
        const words = new Set(lines.flatMap((line) => line.split(/ +/)))
        for (const text of [header, ...rows].flat(2)) for (const each of text.split(' ')) expect(words).toContain(each)
      }),
    )
  })
})
