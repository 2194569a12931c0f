import { expect, test } from 'vitest'
import { placeholdersOf, renderMessages } from './render-messages.ts'

const render = (content: string, input: Record<string, never> | object) =>
  renderMessages({ messages: [{ role: 'user', content }] }, input as never)[0]?.content

test('placeholders insert texts as they are and other values as JSON', () => {
  expect(render('{{ a }} {{b}} {{c.d}} {{e.f}}', { a: 'x', b: { y: [1] }, c: { d: null }, 'e.f': 2 })).toBe('x {"y":[1]} null 2')
})

test('inserted text is never rendered again', () => {
  expect(render('{{a}}', { a: '{{b}} $& $1', b: 'secret' })).toBe('{{b}} $& $1')
})

test('a backslash keeps a placeholder as it is', () => {
  expect(render(String.raw`\{{a}} {{a}}`, { a: 1 })).toBe('{{a}} 1')
  expect(placeholdersOf(String.raw`\{{a}} {{b}} {{b}} {{c.d}}`)).toEqual([
    { name: 'b', written: '{{b}}' },
    { name: 'c.d', written: '{{c.d}}' },
  ])
})

test('what is not there is an error, also where a prototype has it', () => {
  expect(() => render('{{x}}', { a: 1 })).toThrow('the placeholder {{x}} has no input')
  expect(() => render('{{constructor.name}}', { a: 1 })).toThrow('the placeholder {{constructor.name}} has no input')
})

test('names may hold spaces, and braces around nothing or over several lines are text', () => {
  expect(render('{{ first name }} {{ }} {{\nx\n}}', { 'first name': 'Ada' })).toBe('Ada {{ }} {{\nx\n}}')
})

test('a placeholder that never ends costs no time', () => {
  const text = `{{${'a '.repeat(500_000)}`
  expect(render(text, {})).toBe(text)
})
