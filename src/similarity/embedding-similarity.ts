import { embedTexts } from './embed-texts.ts'
import type { ImportPackages } from './embed-texts.ts'

/**
 * How alike two texts are in meaning, for each pair: the cosine of their embeddings, cut to 0..1; equal texts are 1, nothing is like an empty text.
 * Rejects with EvalError `config` where the optional embedding packages are not installed.
 */
export async function embeddingSimilarity(pairs: readonly (readonly [string, string])[], load?: ImportPackages): Promise<number[]> {
  const vectors = await embedTexts(pairs.flat(), load)
  return pairs.map(([a, b], index) => alike(a, b, vectors[2 * index], vectors[2 * index + 1]))
}

/** The same for every row against every column. */
export async function embeddingSimilarities(rows: readonly string[], columns: readonly string[]): Promise<number[][]> {
  const vectors = await embedTexts([...rows, ...columns])
  return rows.map((row, i) => columns.map((column, j) => alike(row, column, vectors[i], vectors[rows.length + j])))
}

function alike(textA: string, textB: string, a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (textA === textB) return 1
  return textA.trim() === '' || textB.trim() === '' ? 0 : cosine(a, b)
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined || a.length === 0) return 0
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number)
  return Math.min(1, Math.max(0, sum))
}
