import { assert, constantFrom, option, property, record, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLIPS } from '../compare/flip.ts'
import { OUTCOMES } from '../data/test-row.ts'
import { formatLocation, HOME, parseLocation } from './app-location.ts'

const word = option(string({ minLength: 1, unit: 'grapheme' }))

describe('an address', () => {
  it('leads back to the same place', () => {
    const places = record({
      view: constantFrom('overview' as const, 'tests' as const, 'compare' as const),
      task: word,
      model: word,
      outcome: option(constantFrom(...OUTCOMES)),
      check: string({ minLength: 1 }),
      checkVerdict: constantFrom('passed' as const, 'failed' as const, 'undecided' as const),
      tag: word,
      query: string({ unit: 'grapheme' }),
      test: word,
      a: word,
      b: word,
      flip: option(constantFrom(...FLIPS)),
    })
    assert(
      property(places, (place) => {
        expect(parseLocation(formatLocation(place))).toEqual(place)
      }),
    )
  })

  it('that is unknown or empty leads to the start page', () => {
    expect(parseLocation('')).toEqual(HOME)
    expect(parseLocation('#view=nowhere&outcome=odd&verdict=odd&flip=odd&x=1')).toEqual(HOME)
  })
})
