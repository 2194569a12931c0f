// Runs one example with the built package: `npm run example NAME`. An example with a server of its own has it started first.
import { fork, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '..')
const examples = join(repository, 'examples')
const [name, ...flags] = process.argv.slice(2)
const folder = join(examples, name ?? '')

if (!name || !existsSync(join(folder, 'vitest.config.ts'))) {
  const names = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  console.error(`usage: npm run example NAME   (one of ${names.map((entry) => entry.name).join(', ')})`)
  process.exit(2)
}

const server = existsSync(join(folder, 'server.mjs')) ? fork(join(folder, 'server.mjs')) : null
const address = server ? await new Promise((found) => server.once('message', ({ url }) => found(url))) : null
const command = [join(repository, 'dist/src/cli/main.js'), 'run', '--root', folder, ...flags]
const child = spawn(process.execPath, command, {
  stdio: 'inherit',
  cwd: folder,
  env: { ...process.env, ...(address ? { EXAMPLE_SERVER: address } : {}) },
})
child.on('close', (code) => {
  server?.kill()
  process.exitCode = code ?? 1
})
