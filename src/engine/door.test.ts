import { existsSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { Door } from './door.ts'
import type { DoorMethods } from './door.ts'
import { EngineLine } from './engine-line.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close()
})

async function open(methods: DoorMethods) {
  const door = new Door(methods)
  await door.listen()
  const line = new EngineLine(door.address)
  opened.push(door, line)
  return { door, line }
}

test('many questions share a line, and each gets its own answer', async () => {
  const { line } = await open({ double: async (n: number) => n * 2 })
  const answers = await Promise.all(Array.from({ length: 500 }, (_, n) => line.request('double', n)))
  expect(answers).toEqual(Array.from({ length: 500 }, (_, n) => n * 2))
})

test('text of every kind and of 10 MB comes through unchanged', async () => {
  const { line } = await open({ echo: async (text: string) => text })
  const text = `a\n"b"\u2028\u0000 ${'ü🙂'.repeat(2_000_000)}`
  expect((await line.request<string>('echo', text)) === text).toBe(true)
})

test('errors keep their kind, message and hint, and whose budget it was', async () => {
  const { line } = await open({
    fail: () => Promise.reject(new EvalError('auth', 'the key was refused', { hint: 'set another' })),
    poor: () => Promise.reject(new EvalError('budget', 'the budget is used up', { ownBudget: true })),
    crash: () => Promise.reject(new TypeError('oops')),
  })
  await expect(line.request('fail', null)).rejects.toMatchObject({ kind: 'auth', message: 'the key was refused', hint: 'set another' })
  await expect(line.request('poor', null)).rejects.toMatchObject({ kind: 'budget', ownBudget: true })
  await expect(line.request('crash', null)).rejects.toMatchObject({ kind: 'bug', message: 'oops' })
  await expect(line.request('nothing', null)).rejects.toMatchObject({ kind: 'bug', message: 'no method nothing' })
})

test('a cancelled question aborts on the other side', async () => {
  const aborted = Promise.withResolvers<unknown>()
  const asked = Promise.withResolvers<void>()
  const { line } = await open({
    wait: (_: null, { signal }) => {
      asked.resolve()
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => (aborted.resolve(signal.reason), reject(signal.reason))),
      )
    },
  })
  const control = new AbortController()
  const question = line.request('wait', null, control.signal)
  await asked.promise
  control.abort()
  await expect(question).rejects.toThrow('the test was cancelled')
  expect(await aborted.promise).toMatchObject({ message: 'the question was cancelled' })
})

test('a socket without the token is closed and answered nothing', async () => {
  const { door } = await open({ echo: async (text: string) => text })
  const socket = connect(door.address.path)
  let received = ''
  socket.on('data', (chunk) => (received += String(chunk)))
  socket.write(`${JSON.stringify({ token: 'guess' })}\n${JSON.stringify({ id: 1, method: 'echo', body: 'x' })}\n`)
  await new Promise((resolve) => socket.on('close', resolve))
  expect(received).toBe('')
})

test('garbage closes the socket and leaves the door open for others', async () => {
  const { door, line } = await open({ echo: async (text: string) => text })
  const socket = connect(door.address.path)
  socket.write('GET / HTTP/1.1\n')
  await new Promise((resolve) => socket.on('close', resolve))
  await expect(line.request('echo', 'still here')).resolves.toBe('still here')
})

test('a lost door rejects what waits and what comes', async () => {
  const { door, line } = await open({ wait: () => new Promise(() => undefined) })
  const question = line.request('wait', null)
  await line.request('none', null).catch(() => undefined)
  await door.close()
  await expect(question).rejects.toThrow('the engine in the main process is gone')
  await expect(line.request('wait', null)).rejects.toThrow('it was closed before')
})

test('the folder of the socket is private and goes with the door', async () => {
  const { door } = await open({})
  const folder = dirname(door.address.path)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  await door.close()
  expect(existsSync(folder)).toBe(false)
})

test('it is quiet while nobody waits for an answer, and soon again when all have theirs', async () => {
  const gate = Promise.withResolvers<void>()
  const { door, line } = await open({ wait: () => gate.promise })
  await door.quiet()
  const asked = line.request('wait', null)
  await expect
    .poll(async () => {
      let isQuiet = false
      void door.quiet().then(() => (isQuiet = true))
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      return isQuiet
    })
    .toBe(false)
  const quiet = door.quiet()
  gate.resolve()
  await Promise.all([quiet, asked])
})

test('work that waits for quiet goes on where an answer is slow', async () => {
  const { door, line } = await open({ wait: () => new Promise(() => undefined) })
  line.request('wait', null).catch(() => undefined)
  await door.quiet()
  await door.quiet()
})
