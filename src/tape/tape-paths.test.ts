import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tapeFile } from './tape-paths.ts'

test.each([
  ['openai:gpt-5-mini', 'openai-gpt-5-mini'],
  ['Mini, cold', 'mini-cold'],
  ['模型', 'unnamed'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.hidden', 'hidden'],
  ['nul', '_nul'],
  ['con.jsonl', '_con.jsonl'],
])('the calls of the model %s are kept in %s.jsonl', (model, name) => {
  expect(tapeFile('/tapes', { task: 'capitals', model })).toBe(`/tapes/capitals/${name}.jsonl`)
})

test('no name leads out of the folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (task, model) => {
      expect(tapeFile('/tapes', { task, model })).toMatch(/^\/tapes\/[a-z0-9_][a-z0-9._-]*\/[a-z0-9_][a-z0-9._-]*\.jsonl$/)
    }),
  )
})
