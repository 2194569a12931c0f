import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CallRecord } from '../src/schema/call.ts'
import type { Report } from '../src/schema/report.ts'

const REPOSITORY = resolve(import.meta.dirname, '..')

/** Two tasks with three trials a case; every fifth answer is wrong. */
const task = (name: string, cases: number) =>
  JSON.stringify({
    name,
    prompt: `${name}: what is {{i}} and {{i}}?`,
    cases: Array.from({ length: cases }, (_, i) => ({ id: `case-${i}`, input: { i }, gold: String(2 * i) })),
    checks: [{ name: 'right', kind: 'equals' }],
    trials: 3,
  })

/** What the server is to say. */
export function sumOf(question: string): string {
  const i = Number(/is (\d+) and/.exec(question)?.[1])
  return String(i % 5 === 4 ? 2 * i + 1 : 2 * i)
}

/** How one process of Vitest ended. */
export interface Ending {
  code: number | null
  killed: boolean
  text: string
}

/** A project whose Vitest is killed, or ends early, and is started again. */
export class KilledProject {
  readonly #root = mkdtempSync(join(tmpdir(), 'taskbench-kill-'))

  constructor(baseUrl: string, cases: number, model: object = {}) {
    mkdirSync(join(this.#root, 'node_modules'))
    symlinkSync(REPOSITORY, join(this.#root, 'node_modules/taskbench'))
    for (const name of ['vitest', 'vite', 'zod'])
      symlinkSync(join(REPOSITORY, 'node_modules', name), join(this.#root, 'node_modules', name))
    const files = {
      'package.json': '{ "type": "module" }',
      'vitest.config.mjs': `import { taskbench } from 'taskbench/vitest'\nexport default { plugins: [taskbench()] }\n`,
      'taskbench.config.yaml': JSON.stringify({ models: [{ id: 'compatible:local', label: 'local', baseUrl, ...model }] }),
      'sums.task.yaml': task('sums', cases),
      'more.task.yaml': task('more', cases),
    }
    for (const [path, content] of Object.entries(files)) writeFileSync(join(this.#root, path), content)
  }

  /** Runs Vitest; `kill` gets a way to end it at once, all its processes or the main one alone. */
  run(env: Record<string, string>, kill?: (now: (whole: boolean) => void) => void): Promise<Ending> {
    const child = spawn(process.execPath, [join(REPOSITORY, 'node_modules/vitest/vitest.mjs'), 'run'], {
      cwd: this.#root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...env },
    })
    let text = ''
    let killed = false
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    kill?.((whole) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      killed = process.kill(whole ? -(child.pid as number) : (child.pid as number), 'SIGKILL')
    })
    return new Promise((end) => child.once('close', (code) => end({ code, killed, text })))
  }

  /** Runs that have begun: one that was killed before it said so holds nothing that could be resumed. */
  runs(): string[] {
    const folder = join(this.#root, 'results/.runs')
    return existsSync(folder) ? readdirSync(folder).filter((run) => existsSync(join(folder, run, 'run.json'))) : []
  }

  /** How many trials of each question a run's journal holds. */
  journaled(run: string): Map<string, number> {
    const hashes = new Map(this.#calls(run).map(({ requestHash, request }) => [requestHash, request.messages.at(-1)?.content ?? '']))
    const counts = new Map<string, number>()
    for (const question of hashes.values()) counts.set(question, (counts.get(question) ?? 0) + 1)
    return counts
  }

  /** What a run's calls have cost. */
  spentNanoUsd(run: string): number {
    return this.#calls(run).reduce((sum, { cost }) => sum + (cost.nanoUsd ?? 0), 0)
  }

  hasReport(run: string): boolean {
    return existsSync(this.#reportFile(run))
  }

  /** Throws where the run has none. */
  report(run: string): Report {
    return JSON.parse(readFileSync(this.#reportFile(run), 'utf8')) as Report
  }

  #reportFile(run: string): string {
    return join(this.#root, 'results/default', run, 'report.json')
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 3 })
  }

  /** A run's journal, without a torn line. */
  #calls(run: string): CallRecord[] {
    const file = join(this.#root, 'results/.runs', run, 'calls.jsonl')
    const calls: CallRecord[] = []
    for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
      try {
        calls.push(JSON.parse(line) as CallRecord)
      } catch {
        continue
      }
    }
    return calls
  }
}
