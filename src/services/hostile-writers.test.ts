import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scriptedWriter } from '../check-writing/testing/scripted-writer.ts'
import { suite } from '../check-writing/testing/suites.ts'
import { formatChecksFile } from '../check-writing/write-checks-file.ts'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { EvalError } from '../schema/eval-error.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { stripControl } from '../text/strip-control.ts'
import { readChecksFile } from '../tasks/read-checks-file.ts'
import { writeChecks } from './write-checks.ts'
import type { WrittenChecks } from './write-checks.ts'

const config = await loadConfig({ root: import.meta.dirname, env: {} })
const triage = await suite('support-triage')
const task = { ...triage, checks: [], cases: triage.cases.slice(0, 3) }

const GOOD = { id: 'r1', requirement: 'One object.', source: 'one JSON object and nothing else', category: 'format' }
const FINE = { requirement: 'r1', name: 'one object', description: '', severity: 'critical', kind: 'schema', not: false, arguments: [] }

/** Writes checks with a model that gives these replies, whatever was wrong with them. */
async function written(analysis: string, writing: string): Promise<WrittenChecks> {
  const { ask } = scriptedWriter(({ case: stage }) => (stage === 'analysis' ? analysis : writing))
  return writeChecks({ task, config, ask, model: testModel(), now: new Date('2026-11-21'), mutants: { perMutator: 1 } })
}

/** Nothing was executed, and what would be written is a legal file that says what it was made to say. */
function expectHarmless({ file, notes, requirements }: WrittenChecks): void {
  expect(Object.hasOwn(globalThis, 'pwned') || Object.hasOwn(Object.prototype, 'pwned') || Object.hasOwn(Object.prototype, 'kind')).toBe(
    false,
  )
  const yaml = formatChecksFile(file)
  expect(yaml.length).toBeLessThan(200_000)
  const folder = testFolder({ 'x.checks.yaml': yaml })
  const { content, faults } = readChecksFile(join(folder, 'x.checks.yaml'), task.name)
  expect(faults).toEqual([])
  expect(content?.checks.map(({ check: { place: _, generated: __, ...check }, source }) => ({ check, source }))).toEqual(
    file.checks.map(({ check: { place: _, generated: __, ...check }, source }) => ({ check, source })),
  )
  for (const text of [...notes, ...requirements.flatMap((each) => Object.values(each))]) {
    expect(text).toBe(stripControl(text))
    expect(text.length).toBeLessThan(1_000)
  }
}

const requirements = (...list: unknown[]) => JSON.stringify({ requirements: list })
const checks = (...list: unknown[]) => JSON.stringify({ checks: list })
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('replies of which nothing can be used end in an error that says what to do', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['a refusal in prose', 'I am sorry, but I cannot help with that.'],
    ['a number', '42'],
    ['null', 'null'],
    ['a text', '"requirements"'],
    ['an empty list', '{"requirements": [], "checks": []}'],
    ['an object for the list', '{"requirements": {"r1": {}}, "checks": {"a": 1}}'],
    ['another key', '{"rules": [{"id": "r1"}]}'],
    ['a list under a key of the prototype', '{"__proto__": {"requirements": [{}], "checks": [{}]}}'],
    ['constructor', '{"constructor": {"prototype": {"pwned": true}}}'],
    ['brackets without end', '['.repeat(100_000)],
    ['brackets nested deep', nested(50_000)],
    ['objects nested deep', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['ten megabytes of one letter', 'a'.repeat(10_000_000)],
    ['ten megabytes of JSON', `{"requirements": [${'{"id": "r", "source": "one"},'.repeat(340_000)}{}]}`],
    ['ten megabytes of white space', ' '.repeat(10_000_000)],
    ['ten megabytes of open fences', '```json\n'.repeat(1_200_000)],
    ['ten megabytes of quotation marks', '"'.repeat(10_000_000)],
    ['NUL', '\u0000'.repeat(100)],
    ['a lone surrogate', '\ud800'],
    ['escapes of a terminal', '\u001b]0;owned\u0007\u001b[2J\u001b[31m'],
    ['HTML', '<script>globalThis.pwned = 1</script>'],
    ['YAML', '!!js/function "function () { globalThis.pwned = 1 }"'],
    ['aliases that grow', 'a: &a [x,x]\nb: &b [*a,*a]\nrequirements: [*b,*b]'],
    ['code in a fence', '```js\nglobalThis.pwned = 1\n```'],
    ['a call of JSONP', 'callback({"requirements": 1})'],
    ['broken JSON', '{"requirements": [{"id": "r1", "requirement'],
    ['numbers without end', `{"requirements": [${'9'.repeat(100_000)}]}`],
    ['infinity', '{"requirements": [1e999, -1e999]}'],
    ['entries that are no objects', '{"requirements": [null, 1, "x", [], true]}'],
  ])('%s', async (_, text) => {
    const error = await written(text, text).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(EvalError.is(error) && error).toMatchObject({
      kind: 'invalid-response',
      message: expect.stringContaining('test:a wrote no check for support-triage that could be used: requirements: ') as unknown as string,
      hint: 'ask again with another --seed, or name another model with --model',
    })
    const { message } = error as EvalError
    expect(message.length).toBeLessThan(2_000)
    expect(message).toBe(stripControl(message))
    expect(Object.hasOwn(globalThis, 'pwned')).toBe(false)
  })
})

describe('requirements that are not as asked for are left out with a note, the others count', () => {
  const of = (over: Record<string, unknown>) => ({ ...GOOD, id: 'r2', requirement: 'Another one.', ...over })
  test.each<[string, unknown, RegExp]>([
    ['an id of the prototype', of({ id: '__proto__', source: 'nowhere to be found' }), /the source of __proto__ does not stand/],
    ['an id that is a number', of({ id: 7 }), /requirement 2 is not as asked for: id/],
    ['an id that is too long', of({ id: 'x'.repeat(100_000) }), /requirement 2 is not as asked for: id/],
    ['an id with an escape', of({ id: 'r\u001b[2J2', source: 'nowhere to be found' }), /the source of r␛\[2J2 does not stand/],
    ['an id that stands twice', of({ id: 'r1' }), /the id r1 stands twice/],
    ['no id', { ...of({}), id: undefined }, /requirement 2 is not as asked for: id/],
    ['no requirement', of({ requirement: '  ' }), /requirement 2 is not as asked for: requirement/],
    ['a requirement that is a list', of({ requirement: ['a'] }), /requirement 2 is not as asked for: requirement/],
    ['no source', of({ source: '' }), /requirement 2 is not as asked for: source/],
    ['a source that is an object', of({ source: { toString: 'one' } }), /requirement 2 is not as asked for: source/],
    ['a source that was made up', of({ source: 'be polite' }), /does not stand in the material: “be polite”/],
    ['a source of marks alone', of({ source: '… … "" …' }), /does not stand in the material/],
    ['a source of a hundred kilobytes', of({ source: 'one JSON object '.repeat(6_000) }), /does not stand in the material/],
    [
      'HTML as a source',
      of({ source: '<img src=x onerror=alert(1)>' }),
      /does not stand in the material: “<img src=x onerror=alert\(1\)>”/,
    ],
    ['a lone surrogate as a source', of({ source: '\udfff' }), /does not stand in the material: “\uFFFD”/],
    ['a source in another direction', of({ source: '\u202enosj' }), /does not stand in the material: “\uFFFDnosj”/],
    ['an unknown category', of({ category: 'security' }), /requirement 2 is not as asked for: category/],
    ['a category of the prototype', of({ category: 'constructor' }), /requirement 2 is not as asked for: category/],
    ['a category that is null', of({ category: null }), /requirement 2 is not as asked for: category/],
    ['a text for an entry', 'r2', /requirement 2 is not as asked for: the whole/],
    ['a list for an entry', [GOOD], /requirement 2 is not as asked for: the whole/],
  ])('%s', async (_, entry, note) => {
    const result = await written(requirements(GOOD, entry), checks(FINE))
    expect(result.notes.join('\n')).toMatch(note)
    expect(result.requirements).toEqual([GOOD])
    expect(result.file.checks.map(({ check }) => check.name)).toEqual(['one object'])
    expectHarmless(result)
  })

  test('a requirement of a hundred kilobytes is cut, and its escapes are shown', async () => {
    const long = of({ requirement: `\u001b[2J${'long '.repeat(10_000)}` })
    const result = await written(requirements(long), checks({ ...FINE, requirement: 'r2' }))
    expect(result.requirements[0]?.requirement).toMatch(/^␛\[2Jlong .* … \(\d+ more\) … /)
    expectHarmless(result)
  })
})

describe('JSON is found in what stands around it', () => {
  test.each<[string, (json: string) => string]>([
    ['prose', (json) => `Of course! Here it is:\n${json}\nLet me know.`],
    ['a fence', (json) => `\`\`\`json\n${json}\n\`\`\``],
    ['a fence among others', (json) => `\`\`\`js\nglobalThis.pwned = 1\n\`\`\`\n\n\`\`\`json\n${json}\n\`\`\``],
    ['two blocks', (json) => `${json}\n\nOr shorter:\n\n{"requirements": [], "checks": []}`],
    ['a bare list', (json) => JSON.stringify(Object.values(JSON.parse(json) as object)[0])],
    ['further keys', (json) => `{"thoughts": "…", "__proto__": {"pwned": 1}, ${json.slice(1)}`],
    ['a trailing comma', (json) => json.replace(/\]\}$/, ',]}')],
    ['a byte order mark', (json) => `\uFEFF${json}`],
  ])('%s', async (_, around) => {
    const result = await written(around(requirements(GOOD)), around(checks(FINE)))
    expect(result.file.checks.map(({ check }) => check.name)).toEqual(['one object'])
    expectHarmless(result)
  })
})

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
