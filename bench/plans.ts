const BARE_CONFIG = `export default { test: { isolate: false, pool: 'forks' } }\n`
const PACKAGE = '{ "type": "module" }'
const NO_MISTAKES = { omit: 0, invent: 0, alter: 0, breakFormat: 0, refuse: 0 }
const AT_ONCE = [{ id: 'sim:careful', sim: { latency: { kind: 'fixed', ms: 0 }, tokensPerSecond: null, mistakes: NO_MISTAKES } }]
/** The bare loop asks in the same words. */
const PROMPT = 'Answer the question: {{question}}'

/** Vitest on a project that is made for it. */
export interface ProjectPlan {
  kind: 'project'
  /** Files by path; a server's address is known only when it runs. */
  files(baseUrl: string): Record<string, string>
  /** The line of Vitest's summary that shows that it ran as it should. */
  summary: string
  server?: ServerPlan
}

/** undici alone, doing the same calls. */
export interface LoopPlan {
  kind: 'loop'
  by: 'request' | 'fetch'
  calls: number
  inFlight: number
  server: ServerPlan
}

/** Settings of `taskbench sim serve`, and how it must have been used: otherwise what was measured is not what was planned. */
export interface ServerPlan {
  settings: object
  requests: { least: number; most: number }
  /** Most requests at once that it saw; `null`: any. */
  inFlightPeak: number | null
}

export type Plan = ProjectPlan | LoopPlan

/** Vitest without the plugin: tests that do nothing, each with so many bytes of meta. */
export function emptyTests(count: number, metaBytes = 0): ProjectPlan {
  const body = metaBytes === 0 ? '() => {}' : `({ task }) => { task.meta.text = String(i).padEnd(${metaBytes}, '.') }`
  const files = {
    'package.json': PACKAGE,
    'vitest.config.mjs': BARE_CONFIG,
    'empty.test.js': `import { test } from 'vitest'\nfor (let i = 0; i < ${count}; i++) test('test ' + i, ${body})\n`,
  }
  return { kind: 'project', summary: `Tests ${count} passed (${count})`, files: () => files }
}

export interface TaskPlan {
  cases: number
  checks: readonly object[]
  outcome?: 'passed' | 'failed'
  trials?: number
}

/** One task on one simulated model that answers at once and makes no mistakes. */
export function taskTests({ cases, checks, outcome = 'passed', trials = 1 }: TaskPlan): ProjectPlan {
  const files = {
    ...project({ models: AT_ONCE }),
    'sums.task.yaml': JSON.stringify({ name: 'sums', prompt: PROMPT, cases: 'cases.jsonl', checks, trials }, null, 1),
    'cases.jsonl': lines(cases, (i) => ({ id: `case-${i}`, input: { question: question(i) }, gold: `It is ${2 * i}` })),
  }
  return { kind: 'project', summary: `Tests ${cases} ${outcome} (${cases})`, files: () => files }
}

export interface CallsPlan {
  calls: number
  inFlight: number
  latencyMs: number
}

/** One task whose every test asks a server once. */
export function callTests({ calls, inFlight, latencyMs }: CallsPlan): ProjectPlan {
  return {
    kind: 'project',
    summary: `Tests ${calls} passed (${calls})`,
    server: serverFor({ calls, inFlight, latencyMs }),
    files: (baseUrl) => ({
      ...project(asking(baseUrl, inFlight)),
      'sums.task.yaml': JSON.stringify({ name: 'sums', prompt: PROMPT, cases: 'cases.jsonl', checks: [ANSWERED] }),
      'cases.jsonl': lines(calls, (i) => ({ id: `case-${i}`, input: { question: question(i) } })),
    }),
  }
}

/** The same calls by as many tests of Vitest alone, each with its own `fetch`: what remains when nothing is kept, checked or reported. */
export function fetchTests(plan: CallsPlan): ProjectPlan {
  const { calls, inFlight } = plan
  return {
    kind: 'project',
    summary: `Tests ${calls} passed (${calls})`,
    server: serverFor(plan),
    files: (baseUrl) => ({
      'package.json': PACKAGE,
      'vitest.config.mjs': `export default { test: { isolate: false, pool: 'forks', maxConcurrency: ${inFlight} } }\n`,
      'calls.test.js': FETCH_TESTS.replace('CALLS', String(calls)).replace('BASE_URL', JSON.stringify(baseUrl)),
    }),
  }
}

const FETCH_TESTS = `import { test } from 'vitest'
const headers = { 'content-type': 'application/json' }
for (let i = 0; i < CALLS; i++)
  test.concurrent('test ' + i, async () => {
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Answer the question: What is ' + i + ' and ' + i + '?' }] })
    const response = await fetch(BASE_URL + '/chat/completions', { method: 'POST', headers, body })
    const { choices } = await response.json()
    if (!choices[0].message.content.includes('It is')) throw new Error('another answer')
  })
`

/** The same calls by undici alone. */
export function callLoop(plan: CallsPlan, by: LoopPlan['by'] = 'request'): LoopPlan {
  return { kind: 'loop', by, calls: plan.calls, inFlight: plan.inFlight, server: serverFor(plan) }
}

export interface TailsPlan {
  files: number
  casesPerFile: number
  inFlight: number
  latencyMs: number
  tailMs: number
  /** All cases in the same order in one file. */
  joined: boolean
}

/** Tasks whose last case is slow, on at most 2 workers: a run that only waits for what a file asks for has all tails one after the other. */
export function tailTests({ files, casesPerFile, inFlight, latencyMs, tailMs, joined }: TailsPlan): ProjectPlan {
  const calls = files * casesPerFile
  const isTail = (i: number) => (i + 1) % casesPerFile === 0
  const tails = Array.from({ length: calls }, (_, i) => i).filter(isTail)
  const answers = tails.map((i) => ({ match: PROMPT.replace('{{question}}', question(i)), answer: 'It is so', latencyMs: tailMs }))
  const parts = joined ? 1 : files
  const size = calls / parts
  const server = serverFor({ calls, inFlight, latencyMs })
  return {
    kind: 'project',
    summary: `Tests ${calls} passed (${calls})`,
    server: { ...server, settings: { ...server.settings, answers } },
    files: (baseUrl) => {
      const written = project(asking(baseUrl, inFlight), { maxWorkers: 2 })
      for (let part = 0; part < parts; part++) {
        const task = { name: `sums-${part}`, prompt: PROMPT, cases: `cases-${part}.jsonl`, checks: [ANSWERED] }
        written[`sums-${part}.task.yaml`] = JSON.stringify(task)
        written[`cases-${part}.jsonl`] = lines(size, (i) => ({ id: `case-${i}`, input: { question: question(part * size + i) } }))
      }
      return written
    },
  }
}

/** Cases of which every tenth is answered wrongly, on a server with faults; no failed check fails a test. */
export function faultTests(cases: number, faults: object): ProjectPlan {
  const inFlight = 100
  const answers = Array.from({ length: cases }, (_, i) => ({
    match: PROMPT.replace('{{question}}', question(i)),
    answer: i % 10 === 0 ? 'I do not know' : `It is ${2 * i}`,
  }))
  const settings = { latency: { kind: 'lognormal', medianMs: 50 }, answers, faults }
  return {
    kind: 'project',
    // A trial that is not answered skips its test: that is for the one who reads the records to see.
    summary: 'Test Files 1 passed (1)',
    server: { settings, requests: { least: cases, most: 3 * cases }, inFlightPeak: null },
    files: (baseUrl) => ({
      ...project(asking(baseUrl, inFlight)),
      'sums.task.yaml': JSON.stringify({
        name: 'sums',
        prompt: PROMPT,
        cases: 'cases.jsonl',
        checks: [{ kind: 'equals' }],
        failOn: 'gate',
      }),
      'cases.jsonl': lines(cases, (i) => ({ id: `case-${i}`, input: { question: question(i) }, gold: `It is ${2 * i}` })),
    }),
  }
}

const ANSWERED = { kind: 'contains', text: 'It is' }

function serverFor({ calls, inFlight, latencyMs }: CallsPlan): ServerPlan {
  const settings = { latency: { kind: 'fixed', ms: latencyMs }, answer: 'It is so' }
  return { settings, requests: { least: calls, most: calls }, inFlightPeak: inFlight }
}

function asking(baseUrl: string, concurrency: number): object {
  return { models: [{ id: 'compatible:m', label: 'served', baseUrl, concurrency }], concurrency }
}

function project(config: object, options: object = {}): Record<string, string> {
  return {
    'package.json': PACKAGE,
    'vitest.config.mjs': `import { taskbench } from 'taskbench/vitest'\nexport default { plugins: [taskbench(${JSON.stringify(options)})] }\n`,
    'taskbench.config.yaml': JSON.stringify(config),
  }
}

function question(i: number): string {
  return `What is ${i} and ${i}?`
}

function lines(count: number, line: (i: number) => object): string {
  return Array.from({ length: count }, (_, i) => `${JSON.stringify(line(i))}\n`).join('')
}
