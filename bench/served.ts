import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ServerStats } from '../src/sim/server/server-counts.ts'
import type { Stamps } from '../src/sim/server/stamp-book.ts'

const COMMAND = resolve(import.meta.dirname, '../dist/src/cli/main.js')

/** A simulated server in a process of its own. */
export interface Served {
  /** Of the OpenAI protocol. */
  baseUrl: string
  /** Of every protocol, by the provider's name. */
  baseUrls: Record<string, string>
  stats(): Promise<ServerStats>
  stamps(): Promise<Stamps>
  stop(): Promise<void>
}

/** Starts `taskbench sim serve` with these settings; `command`: the built one, or its source. */
export async function serve(settings: object, command = COMMAND): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-served-'))
  const file = join(folder, 'settings.yaml')
  writeFileSync(file, JSON.stringify(settings))
  const child = spawn(process.execPath, [command, 'sim', 'serve', '--settings', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('close', done))
  const line = await new Promise<string>((take, fail) => {
    child.stdout.setEncoding('utf8').once('data', take)
    child.once('close', (code) => fail(new Error(`the simulated server ended with ${code} before it listened`)))
  })
  const { address, baseUrls } = JSON.parse(line) as { address: string; baseUrls: { compatible: string } & Record<string, string> }
  return {
    baseUrl: baseUrls.compatible,
    baseUrls,
    stats: async () => (await (await fetch(`${address}/stats`)).json()) as ServerStats,
    stamps: async () => (await (await fetch(`${address}/stamps`)).json()) as Stamps,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
