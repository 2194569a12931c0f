import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ClientJob, ClientResult } from './client-job.ts'

const SCRIPT = resolve(import.meta.dirname, 'client.ts')

/** Measures in a process of its own, whose heap and event loop nothing else uses. */
export async function runClient(job: ClientJob): Promise<ClientResult> {
  const child = spawn(process.execPath, ['--expose-gc', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('close', done))
  child.stdin.end(JSON.stringify(job))
  const printed = await text(child.stdout)
  const code = await ended
  if (code !== 0) throw new Error(`the client ended with ${String(code)}`)
  return JSON.parse(printed) as ClientResult
}
