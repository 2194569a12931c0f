import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { expect, onTestFinished, test } from 'vitest'
import { suite } from '../check-writing/testing/suites.ts'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { writerModel } from '../config/writer-model.ts'
import { engineWith } from '../engine/testing/engine-with.ts'
import { providerDefinition } from '../providers/provider-definitions.ts'
import { loopbackServer } from '../providers/testing/loopback-server.ts'
import type { Handler } from '../providers/testing/loopback-server.ts'
import { KEY } from '../providers/testing/vendors.ts'
import type { Attempting } from '../schema/provider.ts'
import { openAskingEngine } from './asking-engine.ts'
import { writeChecks } from './write-checks.ts'

const triage = await suite('support-triage')
const task = { ...triage, checks: [] }

const REQUIREMENTS = [
  { id: 'r1', requirement: 'One object, “nothing else”.', source: 'You answer with one JSON object and nothing else.', category: 'format' },
]
const check = {
  requirement: 'r1',
  name: 'ein Objekt — 👋',
  description: '',
  severity: 'critical',
  kind: 'schema',
  not: false,
  arguments: [],
}
const broken = { ...check, name: 'form', kind: 'regex', arguments: [{ name: 'pattern', value: '(' }] }
const form = { ...broken, arguments: [{ name: 'pattern', value: String.raw`^\s*\{[^{}]*\}\s*$` }] }

/** What the writer says to the question in a request's body. */
const says = (body: string): string => {
  if (!body.includes(' requirements begins]]')) return JSON.stringify({ requirements: REQUIREMENTS })
  return JSON.stringify({ checks: body.includes('That reply cannot be used') ? [check, form] : [check, broken] })
}

/** The bytes that were recorded of a vendor's answer in JSON, with another text in its three pieces. */
function recorded(vendor: string, text: string): string {
  const escaped = (piece: string) => JSON.stringify(piece).slice(1, -1)
  const letters = [...text]
  const third = Math.ceil(letters.length / 3)
  const bytes = readFileSync(resolve(import.meta.dirname, `../../fixtures/providers/${vendor}/json.sse`), 'utf8')
  return ['{"city":', '"Zürich"', ',"days":2}'].reduce((body, piece, index) => {
    expect(body).toContain(escaped(piece))
    return body.replace(escaped(piece), () => escaped(letters.slice(index * third, (index + 1) * third).join('')))
  }, bytes)
}

const VENDORS = [
  {
    vendor: 'openai',
    model: 'openai:gpt-5-mini',
    variable: 'OPENAI_API_KEY',
    url: 'https://api.openai.com/v1/chat/completions',
    path: '/v1',
  },
  {
    vendor: 'anthropic',
    model: 'anthropic:claude-sonnet-4-5',
    variable: 'ANTHROPIC_API_KEY',
    url: 'https://api.anthropic.com/v1/messages',
    path: '',
  },
]

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' }

/** How each vendor is told the schema of the answer. */
const schemaIn = (body: string): unknown => {
  const { response_format: format, output_config: output } = JSON.parse(body) as Record<
    string,
    { json_schema?: { schema: unknown }; format?: { schema: unknown } }
  >
  return format?.json_schema?.schema ?? output?.format?.schema
}

test.each(VENDORS)(
  'through msw at the address of $vendor: both questions, one asked again, checks locked, costs counted',
  async ({ vendor, model: id, variable, url }) => {
    const bodies: string[] = []
    const server = setupServer(
      http.post(url, async ({ request }) => {
        const body = await request.text()
        bodies.push(body)
        return new HttpResponse(recorded(vendor, says(body)), { headers: EVENTS })
      }),
    )
    server.listen()
    onTestFinished(() => server.close())
    const config = await loadConfig({ root: testFolder({}), env: {} })
    const model = writerModel(id, config)
    // msw sees the global fetch, which takes the place of the production transport here.
    const context = { env: { [variable]: KEY }, fetch: globalThis.fetch, seed: 1, allowKeys: {}, connections: 4 }
    const provider = await providerDefinition(vendor)?.prepare(model, context)
    const complete = async (attempting: Attempting) => {
      if (!provider) throw new Error(`no provider ${vendor}`)
      return provider.complete(attempting)
    }
    const { engine, records } = engineWith(complete, { models: [model] })
    const { file, cost, notes } = await writeChecks({
      task,
      config,
      ask: (call, options) => engine.ask(call, options),
      model,
      now: new Date('2026-11-21'),
    })
    expect(bodies).toHaveLength(3)
    for (const body of bodies) {
      expect(schemaIn(body)).toMatchObject({ type: 'object', additionalProperties: false })
      expect(body).not.toContain(KEY)
    }
    expect(file.writtenBy).toEqual({ model: id, date: '2026-11-21', promptVersion: '1' })
    expect(file.checks.map(({ check: { name }, source }) => [name, source])).toEqual([
      ['ein Objekt — 👋', REQUIREMENTS[0]?.source],
      ['form', REQUIREMENTS[0]?.source],
    ])
    expect(notes).toEqual([])
    expect(cost).toEqual({ calls: 3, nanoUsd: 3_000, unpriced: 0 })
    expect(
      records.map(({ phase, case: stage, nth, completion }) => [
        phase,
        stage,
        nth,
        completion?.structuredOutput,
        completion?.usage.inputTokens,
      ]),
    ).toEqual([
      ['check-writing', 'analysis', undefined, 'json-schema', 120],
      ['check-writing', 'writing', undefined, 'json-schema', 120],
      ['check-writing', 'writing', 1, 'json-schema', 120],
    ])
  },
)

/** Fails as told, in turn, before it answers. */
function failing(vendor: string, faults: Handler[]): Handler {
  return (response, request) => {
    const fault = faults.shift()
    if (fault) return fault(response, request)
    return void response.writeHead(200, EVENTS).end(recorded(vendor, says(request.body)))
  }
}

test.each(VENDORS)(
  'through the production transport in the shape of $vendor: faults are retried, what was asked is not asked again',
  async ({ vendor, model: id, variable, path }) => {
    const server = await loopbackServer()
    onTestFinished(() => server.close())
    const root = testFolder({
      'taskbench.config.yaml': JSON.stringify({ models: [{ id, label: 'writer', baseUrl: server.address + path }] }),
    })
    const env = { [variable]: KEY }
    const config = await loadConfig({ root, env })
    const model = writerModel('writer', config)
    const write = async () => {
      const engine = await openAskingEngine({ config, env, folder: '.check-writing', model })
      const written = await writeChecks({ task, config, ask: engine.ask, model }).finally(() => engine.close())
      return { written, spent: engine.spent(), journal: engine.journal }
    }
    server.answer(
      failing(vendor, [
        (response) => void response.writeHead(429, { 'retry-after-ms': '1' }).end('{}'),
        (response) => void response.destroy(),
        (response) => void response.writeHead(500).end('<html>'),
        (response) => void response.writeHead(200, EVENTS).end(recorded(vendor, '{"requirements": [').slice(0, 900)),
      ]),
    )
    const first = await write()
    expect(server.requests).toHaveLength(7)
    expect(first.written.file.checks).toHaveLength(2)
    expect(first.spent).toEqual({ calls: 4, nanoUsd: 0, unpriced: 0 })
    expect(readFileSync(first.journal, 'utf8')).not.toContain(KEY)
    const again = await write()
    expect(server.requests).toHaveLength(7)
    expect(again.written.file).toEqual(first.written.file)
    expect(again.spent).toEqual({ calls: 0, nanoUsd: 0, unpriced: 0 })
    expect(join(again.journal, '..')).toBe(join(root, 'results/.check-writing'))
  },
)

test('what was recorded on a tape is replayed without a server and without a key', async () => {
  const server = await loopbackServer()
  server.answer(failing('openai', []))
  const root = testFolder({
    'taskbench.config.yaml': JSON.stringify({ models: [{ id: 'openai:gpt-5-mini', label: 'writer', baseUrl: server.address }] }),
  })
  const write = async (env: Record<string, string>) => {
    const config = await loadConfig({ root, env })
    const model = writerModel('writer', config)
    const engine = await openAskingEngine({ config, env, folder: `.${env['TASKBENCH_TAPE']}`, model })
    const { file } = await writeChecks({ task, config, ask: engine.ask, model }).finally(() => engine.close())
    return file
  }
  const recordedFile = await write({ OPENAI_API_KEY: KEY, TASKBENCH_TAPE: 'record' })
  await server.close()
  expect(recordedFile.checks).toHaveLength(2)
  expect(await write({ TASKBENCH_TAPE: 'replay' })).toEqual(recordedFile)
})

test('a key that is missing is said before anything is asked', async () => {
  const config = await loadConfig({ root: testFolder({}), env: {} })
  const model = writerModel('openai:gpt-5-mini', config)
  await expect(openAskingEngine({ config, env: {}, folder: '.check-writing', model })).rejects.toMatchObject({ kind: 'auth' })
})

test('a budget holds, and without a price it cannot', async () => {
  const server = await loopbackServer()
  onTestFinished(() => server.close())
  server.answer(failing('openai', []))
  const priced = {
    id: 'openai:gpt-5-mini',
    label: 'writer',
    baseUrl: server.address,
    price: { inputUsdPerMillion: 1_000, outputUsdPerMillion: 1_000 },
  }
  const root = testFolder({ 'taskbench.config.yaml': JSON.stringify({ budgetUsd: 0.01, models: [priced] }) })
  const env = { OPENAI_API_KEY: KEY }
  const config = await loadConfig({ root, env })
  const model = writerModel('writer', config)
  const engine = await openAskingEngine({ config, env, folder: '.check-writing', model })
  await expect(writeChecks({ task, config, ask: engine.ask, model })).rejects.toMatchObject({ kind: 'budget' })
  await engine.close()
  expect(server.requests).toHaveLength(1)
  const unpriced = { ...model, price: null, name: 'nobody-knows', paid: true }
  await expect(openAskingEngine({ config, env, folder: '.check-writing', model: unpriced })).rejects.toThrow('no price is known of writer')
})
