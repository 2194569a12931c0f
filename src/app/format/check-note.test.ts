import { expect, test } from 'vitest'
import { checkNote } from './check-note.ts'

const check = { name: 'short', kind: 'length', severity: 'warning' } as const

test('a check is noted with its kind and severity, and with its origin where a model wrote it', () => {
  expect(checkNote(check)).toBe('length · warning')
  expect(checkNote({ ...check, name: 'length' })).toBe('warning')
  expect(checkNote({ ...check, generated: { category: 'style', reviewed: false, unproven: true } })).toBe(
    'length · warning · generated, style, unproven',
  )
  expect(checkNote({ ...check, generated: { reviewed: true, unproven: false } })).toBe('length · warning · generated, reviewed')
})
