import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearPattern } from './linear-pattern.ts'

describe('linearPattern', () => {
  it.each([
    ['^a+b$', '', 'aaab', true],
    ['^a+b$', '', 'aaac', false],
    ['paris', 'i', 'In PARIS.', true],
    ['^two$', 'm', 'one\ntwo', true],
    ['^two$', '', 'one\ntwo', false],
    ['one.two', 's', 'one\ntwo', true],
    ['one.two', '', 'one\ntwo', false],
    ['\\p{L}+', 'u', 'ünïcode', true],
    ['\\u00e9', 'u', 'é', true],
    ['(?<year>\\d{4})-\\d\\d', '', 'on 2026-11', true],
    ['\\x00', '', 'a\u0000b', true],
  ])('%s with flags %j on %j: %s', (pattern, flags, text, expected) => {
    expect(linearPattern(pattern, flags).test(text)).toBe(expected)
  })

  it('gives the first match', () => {
    expect(linearPattern('\\d+').match('a 12 b 345')).toBe('12')
    expect(linearPattern('\\d+').match('none')).toBeNull()
  })

  it('agrees with RegExp on plain patterns', () => {
    const pattern = fc.array(fc.constantFrom('a', 'b', '.', 'a*', 'b+', '(ab)?', '[ab]', '^', '$'), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,12}$/), (parts, text) => {
        const source = parts.join('')
        expect(linearPattern(source).test(text)).toBe(new RegExp(source).test(text))
      }),
    )
  })

  it('takes time linear in the text where RegExp takes exponential time', () => {
    // RegExp needs 2^n steps for n letters: at 100,000 letters it would never end.
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(a*)*b'])
      expect(linearPattern(pattern).test(`${'a'.repeat(100_000)}!`)).toBe(false)
  })

  it('compiles a pattern once', () => {
    expect(linearPattern('x+y')).toBe(linearPattern('x+y'))
  })

  it.each([
    ['g', 'the flag "g" is not known, expected i, m, s, u'],
    ['iy', 'the flag "y" is not known, expected i, m, s, u'],
  ])('refuses the flags %s', (flags, message) => {
    expect(() => linearPattern('a', flags)).toThrow(message)
  })

  it.each([
    ['(', /^the pattern "\(" is not legal: .*missing closing/],
    ['(?=a)b', /is not legal/],
    ['(a)\\1', /is not legal/],
    ['((a{100}){100}){100}', /is not legal: .*repeat count/],
  ])('refuses the pattern %s', (pattern, message) => {
    expect(() => linearPattern(pattern)).toThrow(expect.objectContaining({ kind: 'config', message: expect.stringMatching(message) }))
  })

  it('bounds the length of patterns', () => {
    expect(() => linearPattern('a'.repeat(2_001))).toThrow('the pattern has 2001 characters, expected at most 2000')
  })

  it('bounds the text by the size of the pattern', () => {
    const pattern = linearPattern('^(?:a?b?){900}c$')
    expect(pattern.test('ab')).toBe(false)
    expect(() => pattern.test('a'.repeat(3_000_000))).toThrow(
      /^the text has 3000000 characters, the pattern is matched against at most \d+$/,
    )
  })
})
