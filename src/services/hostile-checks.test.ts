import { describe, expect, test } from 'vitest'
import { stripControl } from '../text/strip-control.ts'
import { checks, expectHarmless, FINE, GOOD, nested, requirements, triage, written } from './testing/hostile-writer.ts'

const list = (given: Record<string, unknown>) => Object.entries(given).map(([name, value]) => ({ name, value }))
const bad = (over: Record<string, unknown>, given: Record<string, unknown> = {}) => ({
  ...FINE,
  name: 'bad',
  arguments: list(given),
  ...over,
})
const TWENTY = `[${Array.from({ length: 20 }, (_, index) => index).join(', ')}]`
const BOMB = ['a', 'b', 'c', 'd', 'e', 'f'].reduceRight((inner, name) => `${TWENTY}.all(${name}, ${inner})`, 'true')
const CODE = 'globalThis.pwned = 1'

describe('checks that are no legal ones, or no good ones, are dropped with the reason, the others count', () => {
  test.each<[string, unknown, RegExp]>([
    ['an unknown kind', bad({ kind: 'javascript' }, { code: CODE }), /^not-valid kind unknown kind of check "javascript"/],
    ['a kind of the prototype', bad({ kind: '__proto__' }), /^not-valid /],
    ['a kind that is a method', bad({ kind: 'constructor' }), /^not-valid /],
    ['a kind that is an object', bad({ kind: { toString: 'json' } }), /^not-valid /],
    ['no kind', { ...bad({}), kind: undefined }, /^not-valid /],
    ['an unknown argument', bad({ kind: 'json' }, { eval: CODE }), /^not-valid eval unknown argument "eval"/],
    [
      'an argument of the prototype',
      bad({ kind: 'json' }, JSON.parse('{"__proto__": "x"}') as Record<string, unknown>),
      /^not-valid __proto__ unknown argument/,
    ],
    ['a severity that there is not', bad({ severity: 'fatal' }), /^not-valid severity /],
    ['a severity that is a number', bad({ severity: 1 }), /^not-valid severity /],
    ['a name that is a number', bad({ name: 12 }), /^not-valid name /],
    ['a name of a kilobyte', bad({ name: 'n'.repeat(1_000) }), /^not-valid name /],
    ['a name of a megabyte is cut off with the reply', bad({ name: 'n'.repeat(150_000) }), /^not-valid name /],
    ['not that is no truth value', bad({ not: 'yes' }), /^not-valid not /],
    ['a text for a check', 'schema', /^not-valid /],
    ['null for a check', null, /^not-valid /],
    ['a list for a check', [FINE], /^not-valid /],
    ['a number for a check', 1e308, /^not-valid /],
    ['look-behind', bad({ kind: 'regex' }, { pattern: '(?<=a)b' }), /^not-valid pattern /],
    ['a back reference', bad({ kind: 'regex' }, { pattern: String.raw`(a)\1` }), /^not-valid pattern /],
    ['a pattern that is broken', bad({ kind: 'regex' }, { pattern: '([' }), /^not-valid pattern /],
    [
      'a pattern of a hundred thousand groups',
      bad({ kind: 'regex' }, { pattern: '('.repeat(50_000) + ')'.repeat(50_000) }),
      /^not-valid pattern /,
    ],
    ['repetitions of repetitions', bad({ kind: 'regex' }, { pattern: '((a{1000}){1000}){1000}' }), /^not-valid pattern /],
    ['no pattern', bad({ kind: 'regex' }), /^not-valid pattern is missing/],
    ['flags that there are not', bad({ kind: 'regex' }, { pattern: 'a', flags: 'gy' }), /^not-valid flags /],
    ['catastrophic backtracking takes linear time', bad({ kind: 'regex' }, { pattern: '^(a+)+$' }), /^fails-gold/],
    ['alternatives that overlap', bad({ kind: 'regex' }, { pattern: '^(a|a|aa)*b$' }), /^fails-gold/],
    ['code in an expression', bad({ kind: 'expression' }, { cel: CODE }), /^not-valid cel the expression is not CEL/],
    ['a call of require', bad({ kind: 'expression' }, { cel: 'require("child_process").exec("id")' }), /^not-valid cel /],
    [
      'a way to the constructor',
      bad({ kind: 'expression' }, { cel: 'output.constructor.constructor("return 1")() == 1' }),
      /^not-valid cel /,
    ],
    ['the prototype in an expression', bad({ kind: 'expression' }, { cel: 'output.__proto__.pwned == 1' }), /^crashes|^not-valid/],
    ['a variable that there is not', bad({ kind: 'expression' }, { cel: 'process.env.HOME != ""' }), /^not-valid cel /],
    ['gold in an expression', bad({ kind: 'expression' }, { cel: 'output == gold' }), /^refers-to-gold/],
    ['gold in a macro', bad({ kind: 'expression' }, { cel: '[gold].all(g, g.label == output.label)' }), /^refers-to-gold/],
    ['gold in a template', bad({ kind: 'contains' }, { text: '{{gold.label}}' }), /^refers-to-gold/],
    ['gold in a deep template', bad({ kind: 'one-of' }, { values: '["{{ gold.label }}"]', path: '$.label' }), /^refers-to-gold/],
    ['gold that stands in where nothing is given', bad({ kind: 'equals' }), /^refers-to-gold/],
    ['gold as what is similar', bad({ kind: 'similar' }, { min: '0.9' }), /^refers-to-gold/],
    ['loops in loops', bad({ kind: 'expression' }, { cel: BOMB }), /^crashes/],
    [
      'a list that grows',
      bad({ kind: 'expression' }, { cel: `${'[text, text].map(a, '.repeat(20)}text + text${')'.repeat(20)}.size() > 0` }),
      /^(crashes|not-valid)/,
    ],
    [
      'an expression that is nested deep',
      bad({ kind: 'expression' }, { cel: `${'('.repeat(1_500)}true${')'.repeat(1_500)}` }),
      /^not-valid cel /,
    ],
    [
      'an expression of a hundred kilobytes',
      bad({ kind: 'expression' }, { cel: `${'true && '.repeat(12_000)}true` }),
      /^not-valid cel .*expected at most 4000/,
    ],
    ['a catastrophic pattern in an expression', bad({ kind: 'expression' }, { cel: 'text.matches("^(\\\\{|\\\\{+)+x$")' }), /^fails-gold/],
    ['an expression that is no truth value', bad({ kind: 'expression' }, { cel: 'size(text)' }), /^crashes/],
    ['an expression over what is missing', bad({ kind: 'expression' }, { cel: 'output.nothing > 1' }), /^crashes/],
    ['a path that is broken', bad({ kind: 'count' }, { path: '$[', min: '1' }), /^not-valid path /],
    [
      'a path that is code',
      bad({ kind: 'count' }, { path: '$[?(@.constructor.constructor("return 1")())]', min: '1' }),
      /^not-valid path /,
    ],
    ['a path of a hundred kilobytes', bad({ kind: 'count' }, { path: `$${'..*'.repeat(30_000)}`, min: '1' }), /^(not-valid|crashes)/],
    ['descendants of descendants', bad({ kind: 'count' }, { path: `$${'..*'.repeat(12)}`, min: '99' }), /^(not-valid|crashes|fails-gold)/],
    ['a bound that is a text', bad({ kind: 'count' }, { min: 'many' }), /^not-valid min /],
    ['a bound below zero', bad({ kind: 'count' }, { min: '-1' }), /^not-valid min /],
    ['a bound with decimals', bad({ kind: 'count' }, { min: '1.5' }), /^not-valid min /],
    ['a bound beyond all numbers', bad({ kind: 'count' }, { max: '1e999' }), /^not-valid max /],
    ['a bound that is no number', bad({ kind: 'count' }, { min: 'NaN' }), /^not-valid min /],
    ['no bounds', bad({ kind: 'count' }), /^not-valid /],
    ['a unit that there is not', bad({ kind: 'length' }, { unit: 'miles', max: '5' }), /^not-valid unit /],
    ['a schema from elsewhere', bad({ kind: 'schema' }, { schema: '{"$ref": "http://127.0.0.1:1/schema.json"}' }), /^not-valid schema /],
    ['a schema that is none', bad({ kind: 'schema' }, { schema: '{"type": "dragon"}' }), /^not-valid schema /],
    [
      'a schema with a catastrophic pattern',
      bad({ kind: 'schema' }, { schema: '{"properties": {"label": {"pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"}}}' }),
      /^(fails-gold|not-valid)/,
    ],
    ['a schema that refers to itself', bad({ kind: 'schema' }, { schema: '{"$ref": "#"}' }), /^always-fails/],
    [
      'a schema that is nested deep',
      bad({ kind: 'schema' }, { schema: `${'{"not":'.repeat(2_000)}{}${'}'.repeat(2_000)}` }),
      /^not-valid schema /,
    ],
    ['a list of values that is no JSON', bad({ kind: 'one-of' }, { values: 'billing, bug' }), /^not-valid values /],
    ['a list of values without end', bad({ kind: 'one-of' }, { values: '['.repeat(10_000) }), /^not-valid values /],
    ['a value that is nested deep', bad({ kind: 'equals' }, { value: nested(5_000) }), /^(fails-gold|not-valid)/],
    ['a time that is none', bad({ kind: 'range' }, { path: '$.label', min: '25:99:99' }), /^not-valid min /],
    ['spans without fields', bad({ kind: 'no-overlap' }), /^not-valid start /],
    ['a question without words', bad({ kind: 'judge' }, { question: '   ' }), /^not-valid question /],
    ['an even number of votes', bad({ kind: 'judge' }, { question: 'Is it right?', votes: '2' }), /^not-valid votes /],
    ['a million votes', bad({ kind: 'judge' }, { question: 'Is it right?', votes: '1000001' }), /^not-valid votes /],
    ['a question of a hundred kilobytes', bad({ kind: 'judge' }, { question: 'Why? '.repeat(20_000) }), /^not-valid question /],
    ['arguments that are a text', { ...bad({ kind: 'count' }), arguments: CODE }, /^not-valid /],
    ['an input that no case has', bad({ kind: 'contains' }, { text: '{{input.__proto__}}' }), /^crashes/],
    ['a template in a template', bad({ kind: 'contains' }, { text: '{{input.{{gold}}}}' }), /^(fails-gold|refers-to-gold|crashes)/],
    ['what always fails', bad({ kind: 'contains' }, { text: '<script>' }), /^fails-gold/],
    ['what never fails', bad({ kind: 'length' }, { unit: 'characters', max: '100000000' }), /^never-fails/],
    ['YAML in a text', bad({ kind: 'contains' }, { text: '!!js/function "x"\n  - kind: json\n*alias' }), /^fails-gold/],
  ])('%s', async (_, entry, reason) => {
    const result = await written(requirements(GOOD), checks(FINE, entry))
    const [dropped, ...others] = result.file.dropped
    expect(others).toEqual([])
    expect(`${dropped?.reason} ${dropped?.detail ?? ''}`).toMatch(reason)
    expect(dropped?.detail ?? '').toBe(stripControl(dropped?.detail ?? ''))
    expect(result.file.checks.map(({ check }) => check.name)).toEqual(['one object'])
    expectHarmless(result)
  })
})

describe('what is legal and strange is kept as data', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a name of the prototype', { name: '__proto__' }],
    ['a name with an escape', { name: 'a\u001b[2Jb' }],
    ['a name that is YAML', { name: '!!js/function "x": *y & z # no' }],
    ['a name that is HTML', { name: '<b onmouseover=alert(1)>x</b>' }],
    ['a name in another direction', { name: '\u202egnp.exe' }],
    ['a name with a lone surrogate', { name: 'a\ud800b' }],
    ['a name with line feeds', { name: 'a\n- kind: json\n  name: b' }],
    ['a description with everything', { description: '\u0000\u001b[2J<script>{{gold}}</script>\n---\n!!binary x\udc00' }],
    ['a description of fifty kilobytes', { description: 'd'.repeat(50_000) }],
    ['a requirement that there is not', { requirement: 'r99' }],
    ['arguments as a mapping', { arguments: { schema: triage.output.schema } }],
  ])('%s', async (_, over) => {
    const result = await written(requirements(GOOD), checks({ ...FINE, ...over }))
    expect(result.file.checks).toHaveLength(1)
    expectHarmless(result)
  })

  test('of names that stand twice each check has its own', async () => {
    const other = { ...FINE, kind: 'regex', arguments: list({ pattern: String.raw`^\s*\{[^{}]*\}\s*$` }) }
    const result = await written(requirements(GOOD), checks(FINE, other, FINE))
    const names = [...result.file.checks.map(({ check }) => check.name), ...result.file.dropped.map(({ name }) => name)]
    expect(names.sort()).toEqual(['one object', 'one object (2)', 'one object (3)'])
    expectHarmless(result)
  })
})
