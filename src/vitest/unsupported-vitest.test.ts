import { expect, test } from 'vitest'
import { unsupportedVitest } from './unsupported-vitest.ts'

test('Vitest from 5.1 on is supported', () => {
  expect(['5.1.0', '5.1.0-beta.2', '5.12.3', '6.0.0'].map(unsupportedVitest)).toEqual([null, null, null, null])
  expect(['3.2.4', '5.0.9'].map(unsupportedVitest)).not.toContain(null)
  expect(unsupportedVitest('4.1.12')).toBe(
    'taskbench needs Vitest 5.1 or newer; this is 4.1.12.\nInstall it on a newer Node: npm i -D vitest@5',
  )
})
