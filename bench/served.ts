import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ServerStats } from '../src/sim/server/server-counts.ts'

const COMMAND = resolve(import.meta.dirname, '../dist/src/cli/main.js')

/** A simulated server in a process of its own. */
export interface Served {
  /** Of the OpenAI protocol. */
  baseUrl: string
  stats(): Promise<ServerStats>
  stop(): Promise<void>
}

/** Starts `taskbench sim serve` with these settings. */
export async function serve(settings: object): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-served-'))
  const file = join(folder, 'settings.yaml')
  writeFileSync(file, JSON.stringify(settings))
  const child = spawn(process.execPath, [COMMAND, 'sim', 'serve', '--settings', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('close', done))
  const line = await new Promise<string>((take, fail) => {
    child.stdout.setEncoding('utf8').once('data', take)
    child.once('close', (code) => fail(new Error(`the simulated server ended with ${code} before it listened`)))
  })
  const { address, baseUrls } = JSON.parse(line) as { address: string; baseUrls: { compatible: string } }
  return {
    baseUrl: baseUrls.compatible,
    stats: async () => (await (await fetch(`${address}/stats`)).json()) as ServerStats,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
