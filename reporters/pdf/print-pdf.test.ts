import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildTemplate } from '../../src/app/testing/build-template.ts'
import { sampleSource } from '../../src/app/testing/sample-source.ts'
import { splitTemplate } from '../html/read-template.ts'
import { writeHtml } from '../html/write-html.ts'
import { printPdf } from './print-pdf.ts'

const CHROMIUM = '/usr/bin/chromium'

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'print-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

describe.skipIf(!existsSync(CHROMIUM))('printPdf', () => {
  it('prints the report with all its tasks, and leaves nothing else behind', async () => {
    const folder = await folderOf()
    const [html, pdf] = [path.join(folder, 'report.html'), path.join(folder, 'report.pdf')]
    let page = ''
    for await (const chunk of writeHtml(sampleSource({ cases: 3 }), splitTemplate(await buildTemplate()))) page += chunk
    await writeFile(html, page)
    await printPdf({ html, pdf, program: CHROMIUM })
    const bytes = await readFile(pdf, 'latin1')
    expect(bytes.slice(0, 5)).toBe('%PDF-')
    expect((bytes.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length).toBeGreaterThanOrEqual(3)
    expect(await readdir(folder)).toEqual(['report.html', 'report.pdf'])
  })
})

it('says which program did not print what, and why', async () => {
  const folder = await folderOf()
  const html = path.join(folder, 'report.html')
  await writeFile(html, '')
  const printing = printPdf({ html, pdf: path.join(folder, 'report.pdf'), program: '/bin/false' })
  await expect(printing).rejects.toMatchObject({ kind: 'config', message: expect.stringContaining(`/bin/false did not print ${html}: `) })
  expect(await readdir(folder)).toEqual(['report.html'])
})
