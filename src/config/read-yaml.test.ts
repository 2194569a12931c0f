import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { formatAnnotation } from './faults-error.ts'
import { parseYaml, readYaml } from './read-yaml.ts'
import { faultsOf, testFolder } from './testing/test-folder.ts'

const faults = (text: string) => faultsOf('f', () => parseYaml(text, 'f'))

test('places are those of keys and values, also behind a BOM and with CRLF', () => {
  const root = testFolder({ 'a.yaml': '\uFEFFname: x\r\nlist:\r\n  - { a: 1 }\r\n  - b: 2\r\n' })
  const yaml = readYaml(join(root, 'a.yaml'))
  expect(yaml.value).toEqual({ name: 'x', list: [{ a: 1 }, { b: 2 }] })
  const at = (...args: Parameters<typeof yaml.placeOf>) => {
    const { line, column } = yaml.placeOf(...args)
    return [line, column]
  }
  expect(at(['name'], 'key')).toEqual([1, 1])
  expect(at(['name'])).toEqual([1, 7])
  expect(at(['list', 1, 'b'])).toEqual([4, 8])
  expect(at(['list', 0, 'missing'])).toEqual([3, 5])
})

test.each([
  ['broken syntax', 'a: [1', /^1:6 /],
  ['a key twice', 'a: 1\na: 2', /^2:1 found the key a twice in one mapping$/],
  ['a custom tag', 'a: !js/function 1', /^1:4 found the tag !js\/function, expected none$/],
  ['a tag of YAML that is not JSON', 'a: !!set { b }', /^1:\d+ found the tag !!set, expected none$/],
  ['a tag that names code', 'a: !!js/function "x"', /^1:\d+ found the tag !!js\/function, expected none$/],
  ['an alias of nothing', 'a: *b', /^1:4 found the alias \*b without an anchor &b before it$/],
  ['an alias inside of itself', 'a: &b { c: *b }', /^1:12 the alias \*b stands inside of what it is an alias of$/],
  ['more aliases than anybody writes', `a: &a x\nb: [${'*a, '.repeat(101)}]`, /^2:\d+ found more than 100 aliases$/],
  ['a key that is a list', '? [a]\n: 1', /^1:3 found a list or mapping as a key, expected a text$/],
  ['nesting without an end', '['.repeat(20_000), /found nesting that is too deep to be read$/],
  ['deep nesting', `${'['.repeat(450)}${']'.repeat(450)}`, /found nesting deeper than 200 levels$/],
  ['a second document', 'a: 1\n---\nb: 2', /^\d:\d found a second YAML document, expected one/],
  ['__proto__', 'a:\n  __proto__: { b: 1 }', /^2:3 found the key __proto__, which is reserved/],
  ['constructor', '{ constructor: 1 }', /^1:3 found the key constructor, which is reserved/],
])('%s is a fault', async (_, text, message) => {
  expect(await faults(text)).toContainEqual(expect.stringMatching(message))
})

test('alias bombs are refused without being unfolded', async () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 12; i++) lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`)
  expect((await faults(lines.join('\n')))[0]).toMatch(/aliases/)
})

test('whatever the text, it is read or refused with its faults', () => {
  const part = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&x ',
    '*x',
    '!t ',
    '!!set ',
    '"',
    "'",
    '|\n',
    '? ',
    '---\n',
    '%',
    '#',
    '\0',
    '\t',
    '<<: ',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (yaml) => {
      try {
        JSON.stringify(parseYaml(yaml, 'f').value)
      } catch (error) {
        if (!EvalError.is(error) || error.faults.length === 0) throw error
      }
    }),
    { numRuns: 2000 },
  )
})

test('aliases in measure are fine', () => {
  expect(parseYaml('a: &x { b: 1 }\nc: *x\n', 'f').value).toEqual({ a: { b: 1 }, c: { b: 1 } })
})

test('a file that is a folder, or not there, is said', () => {
  const root = testFolder({ 'folder.yaml/x': '' })
  expect(() => readYaml(join(root, 'folder.yaml'))).toThrow('it is a folder, expected a file')
  expect(() => readYaml(join(root, 'none.yaml'))).toThrow('there is no such file')
})

test('a file that is not UTF-8, too large or no regular file is said', () => {
  const root = testFolder({ 'utf16.yaml': Buffer.from('\uFEFFname: x', 'utf16le'), 'large.yaml': Buffer.alloc(17 * 1024 * 1024) })
  expect(() => readYaml(join(root, 'utf16.yaml'))).toThrow('utf16.yaml is not UTF-8 text')
  expect(() => readYaml(join(root, 'large.yaml'))).toThrow(/large\.yaml has 17825792 bytes, expected at most 16777216/)
  symlinkSync(join(root, 'circle.yaml'), join(root, 'circle.yaml'))
  expect(() => readYaml(join(root, 'circle.yaml'))).toThrow('its links lead in a circle')
  expect(() => readYaml('/dev/zero')).toThrow('it is not a regular file')
})

test('many keys are read in linear time', () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join('')
  expect(Object.keys(parseYaml(text, 'f').value as object)).toHaveLength(20_000)
}, 4000)

test('a thousand faults are cut short', async () => {
  const found = await faults('a: 1\n'.repeat(1001))
  expect(found).toHaveLength(201)
  expect(found.at(-1)).toBe('and 800 more')
})

test("faults in GitHub's form are escaped", () => {
  const fault = { place: { file: 'a,b:c.yaml', line: 2, column: 3 }, message: '100 %\nsure', hint: 'look' }
  expect(formatAnnotation(fault)).toBe('::error file=a%2Cb%3Ac.yaml,line=2,col=3::100 %25%0Asure (look)')
})
