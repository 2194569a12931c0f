import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findChromium } from './find-chromium.ts'

const folderWith = async (name: string, mode: number): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chromium-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, name), '#!/bin/sh\n')
  await chmod(path.join(folder, name), mode)
  return folder
}

it('finds a browser on PATH, in its order of names', async () => {
  const folder = await folderWith('google-chrome', 0o755)
  expect(await findChromium({ PATH: `/nowhere${path.delimiter}${folder}` }, [])).toBe(path.join(folder, 'google-chrome'))
})

it('takes what CHROMIUM_PATH names', async () => {
  const folder = await folderWith('my-browser', 0o755)
  const file = path.join(folder, 'my-browser')
  expect(await findChromium({ CHROMIUM_PATH: file, PATH: '/usr/bin' })).toBe(file)
})

it('says what to do where there is none', async () => {
  await expect(findChromium({ PATH: '/nowhere' }, [])).rejects.toMatchObject({
    kind: 'config',
    message: 'Found no Chromium to print the PDF with; expected one of its names on PATH or CHROMIUM_PATH',
    hint: expect.stringContaining('print it to PDF'),
  })
})

it('does not look elsewhere where CHROMIUM_PATH is wrong', async () => {
  const folder = await folderWith('chromium', 0o644)
  const file = path.join(folder, 'chromium')
  await expect(findChromium({ CHROMIUM_PATH: file, PATH: '/usr/bin' })).rejects.toMatchObject({
    message: `CHROMIUM_PATH is ${JSON.stringify(file)}, which is no program that can be started`,
  })
})
