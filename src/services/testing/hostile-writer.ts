import { join } from 'node:path'
import { expect } from 'vitest'
import { scriptedWriter } from '../../check-writing/testing/scripted-writer.ts'
import { suite } from '../../check-writing/testing/suites.ts'
import { formatChecksFile } from '../../check-writing/write-checks-file.ts'
import { loadConfig } from '../../config/load-config.ts'
import { testFolder } from '../../config/testing/test-folder.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { stripControl } from '../../text/strip-control.ts'
import { readChecksFile } from '../../tasks/read-checks-file.ts'
import { writeChecks } from '../write-checks.ts'
import type { WrittenChecks } from '../write-checks.ts'

const config = await loadConfig({ root: import.meta.dirname, env: {} })
export const triage = await suite('support-triage')
const task = { ...triage, checks: [], cases: triage.cases.slice(0, 3) }

/** A requirement of it. */
export const GOOD = { id: 'r1', requirement: 'One object.', source: 'one JSON object and nothing else', category: 'format' }
/** A check for that. */
export const FINE = {
  requirement: 'r1',
  name: 'one object',
  description: '',
  severity: 'critical',
  kind: 'schema',
  not: false,
  arguments: [],
}

/** Writes checks with a model that gives these replies, whatever was wrong with them. */
export async function written(analysis: string, writing: string): Promise<WrittenChecks> {
  const { ask } = scriptedWriter(({ case: stage }) => (stage === 'analysis' ? analysis : writing))
  return writeChecks({ task, config, ask, model: testModel(), now: new Date('2026-11-21'), mutants: { perMutator: 1 } })
}

/** Nothing was executed, and what would be written is a legal file that says what it was made to say. */
export function expectHarmless({ file, notes, requirements }: WrittenChecks): void {
  expect(Object.hasOwn(globalThis, 'pwned') || Object.hasOwn(Object.prototype, 'pwned') || Object.hasOwn(Object.prototype, 'kind')).toBe(
    false,
  )
  const yaml = formatChecksFile(file)
  expect(yaml.length).toBeLessThan(200_000)
  const folder = testFolder({ 'x.checks.yaml': yaml })
  const { content, faults } = readChecksFile(join(folder, 'x.checks.yaml'), task.name)
  expect(faults).toEqual([])
  expect(content?.checks.map(({ check: { place: _, generated: __, ...check }, source }) => ({ check, source }))).toEqual(
    file.checks.map(({ check: { place: _, generated: __, ...check }, source }) => ({ check, source })),
  )
  for (const text of [...notes, ...requirements.flatMap((each) => Object.values(each))]) {
    expect(text).toBe(stripControl(text))
    expect(text.length).toBeLessThan(1_000)
  }
}

export const requirements = (...list: unknown[]) => JSON.stringify({ requirements: list })
export const checks = (...list: unknown[]) => JSON.stringify({ checks: list })
export const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
