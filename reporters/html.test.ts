import { createHash } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildTemplate } from '../src/app/testing/build-template.ts'
import { sampleSource } from '../src/app/testing/sample-source.ts'
import type { BlockKind, EmbeddedDetail, KeptText } from '../src/schema/embedded-report.ts'
import type { ReportSource } from '../src/schema/output-format.ts'
import { readTemplate, splitTemplate } from './html/read-template.ts'
import type { Template } from './html/read-template.ts'
import { writeHtml } from './html/write-html.ts'

const HOSTILE = '</script><script>alert(1)</script><!-- \u2028 \u0000 \ud800 \u202e {"__proto__": {"polluted": true}}'

let template: Template

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const written = async (source: ReportSource): Promise<string> => (await collect(writeHtml(source, template))).join('')

const blocksOf = (html: string, kind: BlockKind): { first: number; count: number; items: unknown }[] =>
  [
    ...html.matchAll(
      /<script type="application\/octet-stream" data-block="(\w+)" data-first="(\d+)" data-count="(\d+)">([A-Za-z0-9+/=]*)<\/script>/g,
    ),
  ]
    .filter((match) => match[1] === kind)
    .map(([, , first, count, data]) => ({
      first: Number(first),
      count: Number(count),
      items: JSON.parse(gunzipSync(Buffer.from(data ?? '', 'base64')).toString('utf8')),
    }))

const itemsOf = <T>(html: string, kind: BlockKind): T[] => blocksOf(html, kind).flatMap((block) => block.items as T[])

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

beforeAll(async () => {
  template = splitTemplate(await buildTemplate())
})

describe('the HTML report', () => {
  it('allows its own script and style by hash, and no network', async () => {
    const html = await written(sampleSource({ cases: 2 }))
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ''
    const directives = Object.fromEntries(
      policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    )
    const scripts = [...html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1] ?? '')
    expect(scripts).toHaveLength(1)
    expect(directives).toEqual({
      'default-src': "'none'",
      'script-src': scripts.map(sha256).join(' '),
      'style-src': styles.map(sha256).join(' '),
      'img-src': 'data:',
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
    })
  })

  it('refers to no other file', async () => {
    const html = await written(sampleSource({ cases: 1 }))
    const markup = html.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    expect(markup).not.toMatch(/\b(src|href)="(?!data:,")/)
  })

  it('carries report, trials and texts whole', async () => {
    const source = sampleSource({ cases: 3 })
    const html = await written(source)
    expect(blocksOf(html, 'report').map((block) => block.items)).toEqual([source.report])

    const texts = itemsOf<string>(html, 'texts')
    const textOf = (kept: KeptText): string => (typeof kept === 'string' ? kept : (texts[kept.text] ?? ''))
    const details = itemsOf<EmbeddedDetail>(html, 'details')
    const originals = await collect(source.records)
    expect(details).toHaveLength(originals.length)
    expect(details.map(({ trial }) => trial.checks)).toEqual(originals.map(({ trial }) => trial.checks))
    const messages = (calls: { request: { messages: { content: KeptText }[] } }[]): string[] =>
      calls.flatMap((call) => call.request.messages.map(({ content }) => textOf(content)))
    expect(details.map(({ calls }) => messages(calls))).toEqual(originals.map(({ calls }) => messages(calls)))
  })

  it('stores a prompt once however many models and trials had it', async () => {
    const texts = itemsOf<string>(await written(sampleSource({ cases: 5, trials: 3 })), 'texts')
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts).toHaveLength(3 * 5 + 3)
  })

  it('numbers its blocks so that each text is found without the others', async () => {
    const source = sampleSource({ cases: 60 })
    const html = await written(source)
    const details = blocksOf(html, 'details')
    expect(details.length).toBeGreaterThan(1)
    let next = 0
    for (const { first, count, items } of details) {
      expect(first).toBe(next)
      expect(items).toHaveLength(count)
      next += count
    }
    expect(next).toBe(source.count)
  })

  it('keeps hostile text from becoming markup, and unchanged', async () => {
    const html = await written(sampleSource({ cases: 1, answers: [HOSTILE] }))
    expect(html).not.toContain('alert(1)')
    const [first] = itemsOf<EmbeddedDetail>(html, 'details')
    expect(first?.calls[0]?.completion?.text).toBe(HOSTILE)
  })

  it('puts a very long answer apart and leaves its beginning in place', async () => {
    const long = 'x'.repeat(200_000)
    const html = await written(sampleSource({ cases: 1, answers: [long] }))
    const kept = itemsOf<EmbeddedDetail>(html, 'details')[0]?.calls[0]?.completion?.text
    expect(kept).toEqual({ text: expect.any(Number), length: 200_000, head: 'x'.repeat(2_000) })
    expect(itemsOf<string>(html, 'texts')[(kept as { text: number }).text]).toBe(long)
  })

  it('leaves out an output that says no more than the answer', async () => {
    const source = sampleSource({ cases: 1, trials: 1, answers: ['{"a": 1}', 'about 7'] })
    const outputs = [{ a: 1 }, 7]
    const records = {
      async *[Symbol.asyncIterator]() {
        let index = 0
        for await (const { trial, calls } of source.records) yield { calls, trial: { ...trial, output: outputs[index++] } }
      },
    }
    const details = itemsOf<EmbeddedDetail>(await written({ report: source.report, records }), 'details')
    expect(details.slice(0, 3).map(({ trial }) => trial.output)).toEqual([null, '7', null])
  })

  it('yields bulk in pieces instead of holding it', async () => {
    const sizes: number[] = []
    for await (const chunk of writeHtml(sampleSource({ cases: 200 }), template)) sizes.push(chunk.length)
    expect(sizes.length).toBeGreaterThan(6)
    expect(Math.max(...sizes)).toBeLessThan(1_500_000)
  })
})

describe('the template', () => {
  it('that was not built is said to need `npm run build`', async () => {
    await expect(readTemplate([pathToFileURL('/nowhere/report-template.html')])).rejects.toMatchObject({
      name: 'EvalError',
      kind: 'config',
      message: 'Found no template for the HTML report; expected /nowhere/report-template.html',
      hint: 'Build it with `npm run build`.',
    })
  })

  it('without a place for data is refused', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'template-')), 'report-template.html')
    await writeFile(file, '<!doctype html>')
    await expect(readTemplate([pathToFileURL('/nowhere/at-all'), pathToFileURL(file)])).rejects.toMatchObject({
      message: 'The template of the HTML report has no place for data; expected <!--taskbench:data--> in it',
      hint: 'Build it again with `npm run build`.',
    })
  })
})
