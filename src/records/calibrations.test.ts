import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Calibration } from '../schema/judge.ts'
import { keepCalibrations, readCalibrations } from './calibrations.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-calibrations-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const calibration = (checks: Calibration['checks']): Calibration => ({
  schema: 'taskbench/calibration@1',
  at: '2026-11-21T05:00:00.000Z',
  judge: 'referee',
  promptHash: 'v1',
  labels: 1,
  ...(checks === undefined ? {} : { checks }),
})
const labelled = (check: string, ...cases: [number, number, number, number][]) => ({ task: 'support', check, kind: 'judge', cases })

test('of each check the latest labels count; lines without them, and damaged ones, leave the judge calibrated and nothing more', async () => {
  expect(await readCalibrations(root)).toEqual(new Map())
  await keepCalibrations(root, [calibration(undefined)])
  expect(await readCalibrations(root)).toEqual(new Map([['referee v1', []]]))
  await keepCalibrations(root, [calibration([labelled('polite', [1, 0, 0, 0]), labelled('honest', [0, 1, 0, 0])])])
  await keepCalibrations(root, [calibration([labelled('polite', [0, 0, 0, 1])])])
  const broken = {
    ...calibration(undefined),
    checks: [labelled('short', [1, 0] as never), labelled('short', null as never), labelled('honest', [-1, 0, 0, 0])],
  }
  appendFileSync(path.join(root, '.judges', 'calibrations.jsonl'), `${JSON.stringify(broken)}\n{"schema":"taskbench/calib`)
  expect(await readCalibrations(root)).toEqual(
    new Map([['referee v1', [labelled('polite', [0, 0, 0, 1]), labelled('honest', [0, 1, 0, 0])]]]),
  )
})
