import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { ProjectPlan } from './plans.ts'
import { NO_MEMORY, sampleMemory } from './sample-memory.ts'
import type { MemorySample } from './sample-memory.ts'

const REPOSITORY = resolve(import.meta.dirname, '..')

/** What a run of processes took, as seen from outside. */
export interface ProcessSample extends MemorySample {
  wallMs: number
}

/** How a run is watched. */
export interface Watching {
  /** Its memory is sampled. That costs: it is left out where only times are asked for. */
  memory?: boolean
  /** Reads what the run has left, before it is removed. */
  look?(root: string): Promise<void>
}

/** Makes the project in a folder of its own, runs Vitest once in it, and removes it. Throws where it did not run as planned. */
export async function runProject(plan: ProjectPlan, baseUrl: string, { memory, look }: Watching): Promise<ProcessSample> {
  const root = mkdtempSync(join(tmpdir(), 'taskbench-bench-'))
  try {
    mkdirSync(join(root, 'node_modules'))
    symlinkSync(REPOSITORY, join(root, 'node_modules/taskbench'))
    for (const name of ['vitest', 'vite', 'zod']) symlinkSync(join(REPOSITORY, 'node_modules', name), join(root, 'node_modules', name))
    for (const [path, content] of Object.entries(plan.files(baseUrl))) writeFileSync(join(root, path), content)
    const sample = await runVitest(root, plan.summary, memory === true)
    await look?.(root)
    return sample
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function runVitest(root: string, summary: string, memory: boolean): Promise<ProcessSample> {
  const start = performance.now()
  const child = spawn(process.execPath, [join(REPOSITORY, 'node_modules/vitest/vitest.mjs'), 'run'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: '' },
  })
  const endSampling = memory ? sampleMemory(child.pid as number) : () => NO_MEMORY
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  await new Promise((done) => child.once('close', done))
  const sample = { wallMs: performance.now() - start, ...endSampling() }
  if (!stripVTControlCharacters(output).replace(/ +/g, ' ').includes(summary))
    throw new Error(`the run did not print "${summary}"\n${output.slice(-2_000)}\n${errors.slice(-2_000)}`)
  return sample
}
