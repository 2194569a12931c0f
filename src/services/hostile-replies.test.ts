import { describe, expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { stripControl } from '../text/strip-control.ts'
import { checks, expectHarmless, FINE, GOOD, nested, requirements, written } from './testing/hostile-writer.ts'

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
