import { expect, it } from 'vitest'
import { visibleText } from './visible-text.ts'

it.each([
  ['a\u0000b\u001b[31m', 'a\u2400b\u241b[31m'],
  ['\u007f', '\u2421'],
  ['\u202efdp.exe', '\u27e8U+202E\u27e9fdp.exe'],
  ['zero\u200bwidth', 'zero\u27e8U+200B\u27e9width'],
  ['lone \ud83d end', 'lone \u27e8U+D83D\u27e9 end'],
  ['\udc00', '\u27e8U+DC00\u27e9'],
  ['one\r\ntwo\rthree', 'one\ntwo\u240dthree'],
])('makes visible what hides in %j', (text, visible) => {
  expect(visibleText(text)).toBe(visible)
})

it.each(['plain', 'tab\tand\nline', 'Grüße 日本語 \u{1f600}', '<b>&amp;</b>'])('leaves %j as it is', (text) => {
  expect(visibleText(text)).toBe(text)
})
