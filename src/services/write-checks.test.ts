import { expect, test } from 'vitest'
import { resolve } from 'node:path'
import { tryChecks } from '../check-writing/try-checks.ts'
import { suite } from '../check-writing/testing/suites.ts'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { openAskingEngine } from './asking-engine.ts'
import { writeChecks } from './write-checks.ts'
import { writerModel } from '../config/writer-model.ts'

const root = resolve(import.meta.dirname, '../..')

test.each(['support-triage', 'lecture-concepts', 'invoice-fields'])('checks that rules wrote for half of %s', async (name) => {
  const config = { ...(await loadConfig({ root, env: {} })), resultsFolder: testFolder({}) }
  const task = { ...(await suite(name)), checks: [] }
  const model = writerModel(undefined, config)
  const engine = await openAskingEngine({ config, env: {}, folder: '.check-writing', model })
  const [half, rest] = [0, 1].map((parity) => task.cases.filter((_, index) => index % 2 === parity))
  const written = await writeChecks({ task, config, ask: engine.ask, cases: half ?? [] })
  await engine.close()
  console.log(written.requirements.length, written.notes, written.cost, engine.spent())
  console.log(
    written.file.checks
      .map(({ check, coverage, ffr, killRate, source }) =>
        [check.name, check.kind, check.severity, killRate, coverage, ffr, source].join(' | '),
      )
      .join('\n'),
  )
  console.log(written.file.dropped.map((each) => Object.values(each).join(' | ')).join('\n'))
  const tried = await tryChecks({
    task: { ...task, cases: rest ?? [] },
    checks: written.file.checks.map(({ check }) => check),
    mutants: { seed: 2, perMutator: 3 },
  })
  console.log(
    tried.kills.map(({ mutator, class: of, meaningChanging, killed }) => `${mutator} ${of} ${killed}/${meaningChanging}`).join('\n'),
  )
  const format = tried.kills.filter((row) => row.class === 'format')
  const sum = (key: 'killed' | 'meaningChanging') => format.reduce((total, row) => total + row[key], 0)
  expect(sum('killed') / sum('meaningChanging')).toBeGreaterThanOrEqual(0.95)
  const gold = [...tried.answers.keys()].filter((index) => tried.answers[index]?.origin === 'gold')
  expect(tried.verdicts.flatMap((verdicts) => gold.filter((index) => verdicts[index] === 1))).toEqual([])
})
