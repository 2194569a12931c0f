import { expect, it } from 'vitest'
import { escapeMarkdown, tableMarkdown } from './table-markdown.ts'

it('writes rows as a table with its columns aligned', () => {
  expect(
    tableMarkdown(
      [
        ['Model', 'f1'],
        ['sonnet', '91.2 %'],
        ['mini,\n cold', ''],
      ],
      [false, true],
    ),
  ).toBe('| Model | f1 |\n| --- | ---: |\n| sonnet | 91.2 % |\n| mini, cold |  |')
})

it('fills short rows and is empty without columns', () => {
  expect(tableMarkdown([['a', 'b'], ['c']])).toBe('| a | b |\n| --- | --- |\n| c |  |')
  expect(tableMarkdown([])).toBe('')
})

it('lets no cell break out of its table, be a link, a mention or HTML', () => {
  expect(escapeMarkdown('a|b <img> [x](y) `c` @team #1')).toBe('a\\|b \\<img\\> \\[x\\](y) \\`c\\` @\u200bteam \\#1')
})
