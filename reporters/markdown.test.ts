import { describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedCheckCount, generatedMetric, generatedReport, generatedResult } from '../src/report/testing/generated-report.ts'
import type { Report } from '../src/schema/report.ts'
import { markdownTable } from './markdown-table.ts'
import { markdownCode } from './markdown-code.ts'
import { markdownFormat } from './markdown.ts'

const render = async (report: Report): Promise<string> => {
  let text = ''
  for await (const chunk of markdownFormat.write({ report, records: (async function* () {})() })) text += chunk
  return text
}

/** What a renderer would take as Markdown or HTML: the text outside of code spans. */
const outsideCode = (line: string): string => line.replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '')

describe('report.md', () => {
  it('says that a run was resumed, for its time is not that of its calls', async () => {
    const report = generatedReport()
    expect(await render({ ...report, run: { ...report.run, resumed: 2 } })).toContain('1 min 28 s, resumed 2× · commit')
  })

  it('shows tasks, gates, failures and cost', async () => {
    expect(`\n${await render(generatedReport())}`).toMatchInlineSnapshot(`
      "
      # Evaluation \`default\`

      Run \`20261121t045512z-x7k2q9\` · **complete** · 1 min 28 s · commit \`fdc3a9b\` · seed 1

      Values stand with their 95 % intervals; equal ranks (=1) mean that no difference from the best was found. Gates are judged by one-sided bounds: their intervals are 90 % two-sided.

      ## \`concepts\`

      \`sim:careful\` (simulated) leads by f1 (91.0 % [88.0, 94.0]), but no difference from \`mini, cold\` was found; \`sim:hasty\` (simulated) is worse (p = 0.002).

      | # | model | f1 | accuracy | completeness | instruction-following | tests | errors | cost | p50 | p95 |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      | =1 | \`sim:careful\` (simulated) | 91.0 % [88.0, 94.0] | 93.0 % [90.0, 96.0] | 89.0 % [86.0, 92.0] | 90.0 % [87.0, 93.0] | 18/20 | 0 | $0.0021 | 312 ms | 1.24 s |
      | =1 | \`mini, cold\` | 89.0 % [86.0, 92.0] | 91.0 % [88.0, 94.0] | 87.0 % [84.0, 90.0] | 90.0 % [87.0, 93.0] | 18/20 | 0 | unpriced | 820 ms | – |
      | 3 | \`sim:hasty\` (simulated) | 71.0 % [68.0, 74.0] | 73.0 % [70.0, 76.0] | 69.0 % [66.0, 72.0] | 90.0 % [87.0, 93.0] | 11/20 | 0 | $0.0021 | 312 ms | 1.24 s |
      | – | \`sim:faulty\` (simulated) | – (1) | – | – | – | 0/20 | 20 | $0 | – | – |

      | pair | difference and 95 % interval | adjusted p | verdict | cases |
      | --- | --- | --- | --- | --- |
      | \`sim:careful\` (simulated) against \`mini, cold\` | +2.0 points [−2.0, 6.0] | 0.41 | no difference found | 20 |
      | \`sim:careful\` (simulated) against \`sim:hasty\` (simulated) | +20.0 points [16.0, 24.0] | 0.002 | better | 20 |

      **Notes to the figures**

      1. \`no trial was answered\`

      | gate | model | value and 90 % interval | verdict | reason |
      | --- | --- | --- | --- | --- |
      | \`f1 ≥ 0.8\` | \`sim:careful\` (simulated) | 91.0 % [88.0, 94.0] | passed |  |
      | \`f1 ≥ 0.8\` | \`sim:hasty\` (simulated) | 71.0 % [68.0, 74.0] | failed | \`the interval lies below 0.8\` |
      | \`accuracy ≥ 0.9\` | \`mini, cold\` | 91.0 % [88.0, 94.0] | undecided | \`the interval contains 0.9; about 140 cases would decide it\` |

      **Failed checks**

      - \`sim:hasty\`: \`no-overlap\` (critical) failed 2 of 20: 10.0 % [7.0, 13.0]
      - \`sim:careful\`: \`no-overlap\` (critical) failed 2 of 20: 10.0 % [7.0, 13.0]
        - \`lecture-4\`: \`found spans 10–30 and 20–40, expected none to overlap\`
      - \`mini, cold\`: \`no-overlap\` (critical) failed 2 of 20: 10.0 % [7.0, 13.0]
        - \`lecture-4\`: \`found spans 10–30 and 20–40, expected none to overlap\`
      - \`sim:faulty\`: \`no-overlap\` (critical) failed 2 of 20: 10.0 % [7.0, 13.0]

      **Errors**

      - \`sim:faulty\`: 20× \`transient\`, as in \`connection reset\`

      ## Cost

      In all $0.0042 at simulated prices: nothing was paid. 20 calls have no known price and are not in it.

      | by |  | cost |
      | --- | --- | ---: |
      | model | \`sim:careful\` (simulated) | $0.0021 |
      | model | \`sim:hasty\` (simulated) | $0.0021 |
      | phase | \`execution\` | $0.0042 |
      | task | \`concepts\` | $0.0042 |
      "
    `)
  })

  it('says beside a verdict why what the test found is undecided', async () => {
    const report = generatedReport()
    const comparisons = report.comparisons.map((each) => ({ ...each, verdict: 'undecided' as const, reason: 'but 0 is in the interval' }))
    expect(await render({ ...report, comparisons })).toContain('| 0.002 | undecided: but 0 is in the interval | 20 |')
  })

  it('keeps hostile texts in code spans, one line each', async () => {
    const results = HOSTILE_TEXTS.map((text, index) =>
      generatedResult(text, index / 20, {
        task: text,
        checks: [generatedCheckCount(text, 0, 1, { undecided: 1 })],
        violations: [{ check: text, severity: 'critical', case: text, trial: 0, message: text, found: text, expected: text }],
        errors: [{ kind: 'transient', count: 1, example: text }],
        metrics: { f1: generatedMetric(null, { reason: text }) },
      }),
    )
    const cost = { ...generatedReport().cost, byModel: Object.fromEntries(HOSTILE_TEXTS.map((text) => [text, 1])) }
    const text = await render(generatedReport({ results, ranking: [], gates: [], cost }))
    const outside = text.split('\n').map(outsideCode).join('\n')
    for (const forbidden of ['<', '](', 'javascript', '@everyone', '\u001b', '\u202e', 'second', 'fence'])
      expect(outside).not.toContain(forbidden)
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  it('keeps pipes in their cells', () => {
    expect(markdownTable(['a', 'b'], [['x | y', 'back\\|slash']])).toEqual([
      '| a | b |',
      '| --- | --- |',
      '| x \\| y | back\\\u200b\\|slash |',
    ])
  })

  it('fences backticks with more backticks', () => {
    expect(markdownCode('a`b')).toBe('``a`b``')
    expect(markdownCode('`')).toBe('`` ` ``')
    expect(markdownCode('a\n\nb')).toBe('`a b`')
    expect(markdownCode('')).toBe('(empty)')
  })
})
