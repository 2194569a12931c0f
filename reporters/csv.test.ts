import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { generatedTrial } from '../src/records/testing/generated-records.ts'
import type { GeneratedTrial } from '../src/records/testing/generated-records.ts'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedReport } from '../src/report/testing/generated-report.ts'
import { csvFormat, decimalUsd } from './csv.ts'

async function* recordsOf(wanted: GeneratedTrial[]) {
  for (const each of wanted) {
    const { trial, call } = generatedTrial(each)
    yield { trial, calls: [call] }
  }
}

const render = async (wanted: GeneratedTrial[]): Promise<string> => {
  let text = ''
  for await (const chunk of csvFormat.write({ report: generatedReport(), records: recordsOf(wanted) })) text += chunk
  return text
}

describe('report.csv', () => {
  it('has one row per trial', async () => {
    expect(
      `\n${await render([{ case: '1' }, { case: '2', right: false, text: 'a "quoted", answer', costNanoUsd: null }])}`.replaceAll('\r', ''),
    ).toMatchInlineSnapshot(`
      "
      task,model,simulated,case,trial,tags,status,verdict,quality,failedChecks,undecidedChecks,judge,errorKind,errorMessage,costUsd,originalCostUsd,unpricedCalls,inputTokens,outputTokens,cachedTokens,reasoningTokens,latencyMs,firstTokenMs,attempts,reused,replayed,answer
      triage,sim:careful,true,1,0,,answered,passed,1,,,,,,0.000021,,0,120,8,0,0,200,30,1,false,false,refund
      triage,sim:careful,true,2,0,,answered,failed,0,right-label,,,,,,,1,120,8,0,0,200,30,1,false,false,"a ""quoted"", answer"
      "
    `)
  })

  it('keeps hostile texts in their cells, none of which begins a formula', async () => {
    const text = await render(
      HOSTILE_TEXTS.map((hostile, index) => ({ case: hostile, trial: index, text: hostile, over: { tags: [hostile] } })),
    )
    const rows = parse(text) as string[][]
    expect(rows).toHaveLength(HOSTILE_TEXTS.length + 1)
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^\s*[=+@-]/)
      expect(cell).not.toMatch(/[\u0000\u001b\u009b]/)
      expect(cell.isWellFormed()).toBe(true)
    }
  })

  it('writes large tables in chunks', async () => {
    const chunks: string[] = []
    const records = recordsOf(Array.from({ length: 1_200 }, (_, index) => ({ case: String(index) })))
    for await (const chunk of csvFormat.write({ report: generatedReport(), records })) chunks.push(chunk)
    expect(chunks.length).toBe(4)
    expect(chunks.join('').split('\r\n')).toHaveLength(1_202)
  })

  it('shortens long answers', async () => {
    expect((await render([{ case: '1', text: 'long '.repeat(100_000) }])).length).toBeLessThan(3_000)
  })

  it('writes money digit for digit', () => {
    expect([0, 1, 21_000, 1_500_000_000, -21_000, null].map(decimalUsd)).toEqual(['0', '0.000000001', '0.000021', '1.5', '-0.000021', ''])
  })
})
