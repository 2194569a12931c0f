import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { putInPlace, putInPlaceSync } from './put-in-place.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskbench-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

const inFolder = () => readdirSync(folder)

test('until a file is written the former one stays, and then nothing is beside it', async () => {
  const file = join(folder, 'a.json')
  writeFileSync(file, 'before')
  await putInPlace(file, async (temporary) => {
    await writeFile(temporary, 'after')
    expect(await readFile(file, 'utf8')).toBe('before')
  })
  expect(readFileSync(file, 'utf8')).toBe('after')
  putInPlaceSync(file, (temporary) => writeFileSync(temporary, 'later'))
  expect(readFileSync(file, 'utf8')).toBe('later')
  expect(inFolder()).toEqual(['a.json'])
})

test('what fails half way leaves the former file, and nothing beside it', async () => {
  const file = join(folder, 'a.json')
  writeFileSync(file, 'before')
  const half = (temporary: string) => {
    writeFileSync(temporary, 'hal')
    throw new Error('no more')
  }
  await expect(putInPlace(file, async (temporary) => half(temporary))).rejects.toThrow('no more')
  expect(() => putInPlaceSync(file, half)).toThrow('no more')
  expect(readFileSync(file, 'utf8')).toBe('before')
  expect(inFolder()).toEqual(['a.json'])
})

test('two writers at once do not mix', async () => {
  const file = join(folder, 'a.txt')
  const long = (letter: string) => letter.repeat(100_000)
  await Promise.all(['a', 'b'].map((letter) => putInPlace(file, (temporary) => writeFile(temporary, long(letter)))))
  expect([long('a'), long('b')]).toContain(readFileSync(file, 'utf8'))
})
