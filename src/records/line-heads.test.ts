import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inSession } from './in-session.ts'
import { generatedTrial } from './testing/generated-records.ts'
import { HOSTILE_TEXTS } from './testing/hostile-texts.ts'
import { callHead, trialHead } from './line-heads.ts'
import { Line } from './line-splitter.ts'

const headOfTrial = (text: string) => trialHead(new Line(Buffer.from(text), 0))
const headOfCall = (text: string) => callHead(new Line(Buffer.from(text), 0))

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_TEXTS, ',"callIds":["x"]', ',"tags":[', '"]}'))

describe('the head of a line', () => {
  it('says what the whole line says, whatever its texts hold', () => {
    fc.assert(
      fc.property(texts, texts, fc.array(texts, { maxLength: 3 }), fc.json(), (caseId, message, callIds, output) => {
        const { trial } = generatedTrial({ case: caseId })
        const check = { name: message, kind: 'json', severity: 'critical', verdict: 'failed', message } as const
        const { simulated, ...rest } = trial
        const record = { ...rest, tags: [message], checks: [check], callIds, output: JSON.parse(output) as never, simulated }
        const { task, model, trial: number } = trial
        const head = headOfTrial(JSON.stringify(record))
        // Ids that hold a bracket are left to the parser.
        const expected = head === null && callIds.join().includes(']') ? null : { task, model, case: caseId, trial: number, callIds }
        expect(head).toEqual(expected)
      }),
    )
  })

  it('says in which session a trial was recorded', () => {
    const { trial } = generatedTrial({ case: '1' })
    expect(headOfTrial(JSON.stringify(inSession(trial, 2)))).toMatchObject({ case: '1', session: 2 })
  })

  it('is not taken from a line that was torn or written in another way', () => {
    const { trial, call } = generatedTrial({ case: '1' })
    const lines = [JSON.stringify(trial), JSON.stringify(call)] as const
    expect([headOfTrial(lines[0].slice(0, -1)), headOfCall(lines[1].slice(0, -1))]).toEqual([null, null])
    for (let cut = 0; cut < lines[0].length; cut++) expect(headOfTrial(lines[0].slice(0, cut))).toBeNull()
    expect(headOfCall(lines[1])).toEqual({ callId: call.callId })
    for (let cut = 0; cut < lines[1].length; cut++) expect(headOfCall(lines[1].slice(0, cut))?.callId ?? call.callId).toBe(call.callId)
    expect([headOfTrial(lines[1]), headOfCall(lines[0])]).toEqual([null, null])
    expect(headOfTrial(JSON.stringify({ ...trial, case: 7 }))).toBeNull()
    expect(headOfCall(JSON.stringify({ ...call, callId: 'a"b' }))).toBeNull()
  })
})
