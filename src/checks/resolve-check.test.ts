import { describe, expect, it } from 'vitest'
import { checkKinds } from './check-kinds.ts'
import { resolveCheck } from './resolve-check.ts'
import { faultsOf } from './testing/judge.ts'

describe('resolveCheck', () => {
  it('fills in what is left out', () => {
    expect(resolveCheck({ kind: 'number', value: 5 })).toEqual({
      check: { name: 'number', kind: 'number', severity: 'critical', not: false, arguments: { value: 5, tolerance: 0 } },
    })
  })

  it('keeps what all checks take apart from the arguments of a kind', () => {
    const common = { name: 'right total', severity: 'warning', description: 'To the cent.', not: true }
    expect(resolveCheck({ ...common, kind: 'contains', text: 'a' })).toEqual({
      check: { ...common, kind: 'contains', arguments: { text: 'a', ignoreCase: false } },
    })
  })

  it('knows the kind that was meant', () => {
    const legal = `legal: ${checkKinds.map(({ kind }) => kind).join(', ')}`
    expect(resolveCheck({ kind: 'contain', text: 'a' })).toEqual({
      problems: [{ path: ['kind'], message: 'unknown kind of check "contain"', hint: `did you mean contains? ${legal}` }],
    })
    expect(resolveCheck({ kind: 'spreadsheet' })).toEqual({
      problems: [{ path: ['kind'], message: 'unknown kind of check "spreadsheet"', hint: legal }],
    })
    for (const kind of ['constructor', '__proto__', '']) expect(resolveCheck({ kind })).toHaveProperty('problems')
  })

  it('knows the argument that was meant', () => {
    expect(resolveCheck({ kind: 'count', mni: 1, max: 2, colour: 1 })).toEqual({
      problems: [
        { path: ['mni'], message: 'unknown argument "mni" of the check count', hint: 'did you mean min? legal: path, min, max' },
        { path: ['colour'], message: 'unknown argument "colour" of the check count', hint: 'legal: path, min, max' },
      ],
    })
    expect(resolveCheck({ kind: 'json', severty: 'info' })).toEqual({
      problems: [
        { path: ['severty'], message: 'unknown argument "severty" of the check json', hint: 'did you mean severity? legal: strict' },
      ],
    })
  })

  it('reports everything at once, with the path of what is wrong', () => {
    expect(faultsOf({ kind: 'length', severity: 'fatal', unit: 'pages', max: '10', name: '' })).toEqual([
      'name | name: found "", expected at least 1 characters',
      'severity | severity: found "fatal", expected "critical" or "warning" or "info"',
      'unit | unit: found "pages", expected "characters" or "words" or "lines" or "tokens"',
      'max | max: found "10", expected a number',
    ])
  })

  it.each<[unknown, string[]]>([
    [null, [' | expected a check: a mapping with `kind`']],
    ['json', [' | expected a check: a mapping with `kind`']],
    [['json'], [' | expected a check: a mapping with `kind`']],
    [{}, [' | kind is missing, expected a text']],
    [{ kind: 5 }, ['kind | kind: found 5, expected a text']],
    [{ kind: 'json', not: 'yes' }, ['not | not: found "yes", expected true or false']],
    [{ kind: 'json', description: ['a'] }, ['description | description: found ["a"], expected a text']],
    [{ kind: 'one-of', values: 'a' }, ['values | values: found "a", expected a list']],
    [{ kind: 'schema', schema: 'a' }, ['schema | schema: found "a", expected a mapping or true or false']],
  ])('of %j says %j', (raw, faults) => expect(faultsOf(raw)).toEqual(faults))

  it('leaves what holds templates for each case, and checks the rest', () => {
    expect(resolveCheck({ kind: 'count', min: '{{gold.n}}' })).toEqual({
      check: { name: 'count', kind: 'count', severity: 'critical', not: false, arguments: { min: '{{gold.n}}' } },
    })
    expect(faultsOf({ kind: 'count', min: '{{gold.n}}', max: 'many' })).toEqual(['max | max: found "many", expected a number'])
    expect(faultsOf({ kind: 'count', min: '{{gold.n}}', maxx: 1 })).toEqual(['maxx | unknown argument "maxx" of the check count'])
    expect(faultsOf({ kind: 'regex', pattern: '{{gold}}', flags: 'g' })).toEqual(['flags | the flag "g" is not known, expected i, m, s, u'])
  })

  it('reads keys named as prototypes as unknown arguments', () => {
    const raw = JSON.parse('{"kind": "json", "__proto__": {"strict": true}}') as unknown
    expect(faultsOf(raw)).toEqual(['__proto__ | unknown argument "__proto__" of the check json'])
  })
})

describe('checkKinds', () => {
  it('are those of the documentation', () => {
    expect(checkKinds.map(({ kind }) => kind)).toEqual([
      'json',
      'schema',
      'equals',
      'contains',
      'regex',
      'number',
      'one-of',
      'length',
      'count',
      'range',
      'unique',
      'ordered',
      'no-overlap',
      'covers',
      'similar',
      'expression',
      'tool-calls',
      'refusal',
      'latency',
      'cost',
      'judge',
    ])
  })

  it('say when they pass, and that time and money are no instructions', () => {
    for (const { passesWhen } of checkKinds) expect(passesWhen).toMatch(/\w+ \w+/)
    expect(checkKinds.filter(({ instruction }) => !instruction).map(({ kind }) => kind)).toEqual(['latency', 'cost'])
  })
})
