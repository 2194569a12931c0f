import { stat } from 'node:fs/promises'

/** Keeps what was worked out from files that are only added to, until there is another file or one has grown. */
export function keptWhileSame<T>(filesOf: () => Promise<string[]>, make: () => Promise<T>): () => Promise<T> {
  let kept: { key: string; value: Promise<T> } | null = null
  return async () => {
    const files = await filesOf()
    const sizes = await Promise.all(files.map((file) => stat(file).catch(() => null)))
    const key = JSON.stringify(files.map((file, index) => [file, sizes[index]?.size ?? null]))
    if (kept?.key === key) return kept.value
    const value = make()
    kept = { key, value }
    value.catch(() => (kept = null))
    return value
  }
}
