import { expect, test } from 'vitest'
import { abandonedNote } from './abandoned-note.ts'

const event = (failures: number, error: object) =>
  abandonedNote({
    seq: 1,
    at: '',
    type: 'model-abandoned',
    model: 'mini, cold',
    failures,
    error: { kind: 'auth', message: 'no key', ...error },
  })

test('a model that was given up is named with its last error and what to do', () => {
  expect(event(5, { hint: 'Check the key in KEY' })).toBe(
    'mini, cold was abandoned after 5 failed calls in a row; the last error, auth: no key (Check the key in KEY)',
  )
  expect(event(1, {})).toBe('mini, cold was abandoned after a failed call; the last error, auth: no key')
})

test('what a server said stays on one line, and is shortened', () => {
  const note = event(5, { message: `\u001B[2J\nwait${'!'.repeat(10_000)}` })
  expect(note).not.toMatch(/[\u001B\n]/)
  expect(note.length).toBeLessThan(500)
})
