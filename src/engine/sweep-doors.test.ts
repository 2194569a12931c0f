import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sweepDoors } from './sweep-doors.ts'

const dead = spawnSync('true').pid

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-sweep-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Makes a socket in a process that is killed: nobody answers there. */
async function abandonedSocket(path: string): Promise<void> {
  const script = `require('node:net').createServer().listen(process.argv[1], () => console.log('listening'))`
  const child = spawn(process.execPath, ['--eval', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('close', resolve))
}

test('what a killed process left is removed, with the texts in it', async () => {
  const folder = newFolder()
  const left = join(folder, `tb-${dead}-aB3xyz`)
  mkdirSync(left)
  writeFileSync(join(left, 'text'), 'a task')
  await abandonedSocket(join(left, 's'))
  await sweepDoors(folder)
  expect(existsSync(left)).toBe(false)
})

test('what may be in use, and what is not a door, is left alone', async () => {
  const folder = newFolder()
  const make = (name: string): string => {
    mkdirSync(join(folder, name))
    return join(folder, name)
  }
  const own = make(`tb-${process.pid}-aaaaaa`)
  const starting = make(`tb-${dead}-bbbbbb`)
  const answered = make(`tb-${dead}-cccccc`)
  const foreign = [make('tb-notes'), make(`tb-${dead}`), make(`tb-${dead}-dddddd-more`)]
  const server = createServer().listen(join(answered, 's'))
  await new Promise((resolve) => server.once('listening', resolve))
  const target = make('target')
  symlinkSync(target, join(folder, `tb-${dead}-eeeeee`))
  writeFileSync(join(folder, `tb-${dead}-ffffff`), 'a file')
  await sweepDoors(folder)
  for (const kept of [own, starting, answered, ...foreign, target, join(folder, `tb-${dead}-ffffff`)]) expect(existsSync(kept)).toBe(true)
  utimesSync(starting, new Date(0), new Date(0))
  await sweepDoors(folder)
  expect(existsSync(starting)).toBe(false)
  server.close()
})

test('a folder that is not there is nothing to sweep', async () => {
  await expect(sweepDoors(join(newFolder(), 'gone'))).resolves.toBeUndefined()
})
