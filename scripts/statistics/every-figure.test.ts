import { expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { everyFigure, METRICS, sampleTrials } from './every-figure.ts'

test.each([15, 300, 1_200])('all figures of %d cases are the same to the last bit, in whatever order the records come', (cases) => {
  const records = sampleTrials(3, cases)
  const figures = everyFigure(records)
  expect(Object.keys(figures)).toEqual(METRICS)
  expect(everyFigure(seededRandom('order').shuffle(records))).toEqual(figures)
  expect(everyFigure(records.toReversed())).toEqual(figures)
  // Other cases in between change nothing that is kept.
  everyFigure(sampleTrials(2, cases + 1))
  expect(everyFigure([...records])).toEqual(figures)
})

test('another seed of the run draws other flips', () => {
  const records = sampleTrials(2, 60)
  const pValues = (seed: number) => everyFigure(records, seed).quality?.comparisons.map(({ pValue }) => pValue)
  expect(pValues(1)).not.toEqual(pValues(2))
})
