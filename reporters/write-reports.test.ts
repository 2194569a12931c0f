import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { writtenRun } from '../src/report/testing/written-run.ts'
import { reportSchema } from '../src/schema/report.ts'
import { outputFormats } from './output-formats.ts'
import { writeReports } from './write-reports.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-write-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const formats = ['json', 'csv', 'markdown']

describe('writing reports', () => {
  it('writes each format from the records alone and leaves no temporary file', async () => {
    const store = await writtenRun(path.join(root, 'a'), { trials: [{ case: '1' }, { case: '2', right: false }] })
    const folder = path.join(root, 'out')
    const written = await writeReports({ store, folder, formats })
    expect(written.files.map(({ format, file }) => [format, path.basename(file)])).toEqual([
      ['json', 'report.json'],
      ['csv', 'report.csv'],
      ['markdown', 'report.md'],
    ])
    expect(readdirSync(folder).sort()).toEqual(['report.csv', 'report.json', 'report.md'])
    expect(reportSchema.safeParse(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'))).success).toBe(true)
    await store.close()
  })

  it('survives hostile answers in every format', async () => {
    const store = await writtenRun(path.join(root, 'hostile'), {
      trials: HOSTILE_TEXTS.map((text, index) => ({ case: `${index} ${text}`, text })),
    })
    const folder = path.join(root, 'hostile-out')
    for (const { file } of (await writeReports({ store, folder, formats })).files)
      expect(readFileSync(file, 'utf8')).not.toMatch(/[\u0000\u001b\u009b]/)
    await store.close()
  })

  it('keeps the old file when a new one cannot be written', async () => {
    const store = await writtenRun(path.join(root, 'b'), { trials: [{ case: '1' }] })
    const folder = path.join(root, 'broken')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'report.csv'), 'old')
    await store.close()
    const details = async function* () {
      yield* []
      throw new Error('the disk went away')
    }
    const broken = { ...store, details }
    await expect(writeReports({ store: broken, folder, formats: ['csv'] })).rejects.toMatchObject({
      message: expect.stringContaining('the disk went away'),
    })
    expect(readdirSync(folder)).toEqual(['report.csv'])
    expect(readFileSync(path.join(folder, 'report.csv'), 'utf8')).toBe('old')
  })

  it('names the legal formats when one is unknown', async () => {
    const store = await writtenRun(path.join(root, 'c'), { trials: [] })
    await expect(writeReports({ store, folder: root, formats: ['constructor'] })).rejects.toMatchObject({
      kind: 'config',
      hint: 'Expected one of json, csv, violations, markdown, html.',
    })
    expect(new Set(Object.values(outputFormats).map(({ fileName }) => fileName)).size).toBe(5)
    await store.close()
  })
})
