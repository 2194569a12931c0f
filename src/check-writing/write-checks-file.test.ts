import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testFolder } from '../config/testing/test-folder.ts'
import { mutators } from '../mutators/mutators.ts'
import { readChecksFile } from '../tasks/read-checks-file.ts'
import { formatChecksFile } from './write-checks-file.ts'

const backIn = (yaml: string) => readChecksFile(join(testFolder({ 'x.checks.yaml': yaml }), 'x.checks.yaml'))

test('what a check killed takes one line, of however many mutators', () => {
  const kills = Object.fromEntries(mutators.map(({ name }) => [name, 0.25]))
  const check = { name: 'a', kind: 'json', severity: 'info' as const, not: false, arguments: {} }
  const yaml = formatChecksFile({ version: 1, checks: [{ check, kills, reviewed: false, unproven: true }], dropped: [] })
  expect(yaml.split('\n').filter((line) => line.includes('0.25'))).toHaveLength(1)
})

test('any text that a check may hold reads back from YAML as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
      (name, text) => {
        const source = text.toWellFormed()
        const check = { name, kind: 'contains', severity: 'info' as const, not: false, arguments: { text: source, ignoreCase: false } }
        const { content, faults } = backIn(
          formatChecksFile({ version: 1, checks: [{ check, source, reviewed: false, unproven: true }], dropped: [] }),
        )
        expect(faults).toEqual([])
        expect(content?.checks[0]).toMatchObject({ check: { name, arguments: { text: source } }, source, unproven: true })
      },
    ),
    { numRuns: 150 },
  )
})

test('marks that reorder text stand as escapes where people review the file, and read back as they were', () => {
  const marks = '\u202E\u2066\u200F\u061C\u0085\u2028'
  const name = `safe ${marks}`
  const source = `say "it"\nas ${marks} it is`
  const check = {
    name,
    description: marks,
    kind: 'contains',
    severity: 'info' as const,
    not: false,
    arguments: { text: marks, ignoreCase: false },
  }
  const yaml = formatChecksFile({ version: 1, checks: [{ check, source, reviewed: false, unproven: true }], dropped: [] })
  expect(yaml).not.toMatch(/[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/)
  expect(yaml).toContain('name: "safe \\u202E\\u2066\\u200F\\u061C')
  expect(backIn(yaml).content?.checks[0]).toMatchObject({ check: { name, description: marks, arguments: { text: marks } }, source })
})
