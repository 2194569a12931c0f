import path from 'node:path'
import { build } from 'vite'

/** Vite looks at the environment for the kind of build; tests run in another one. */
const inProduction = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    return await work()
  } finally {
    process.env['NODE_ENV'] = before
  }
}

/** The page of the app, or of benchmarks, as the build makes it, without writing it anywhere. */
export async function buildTemplate(page: 'report' | 'benchmark' = 'report'): Promise<string> {
  const configFile = path.join(import.meta.dirname, '../vite.config.ts')
  const output = await inProduction(() =>
    build({ configFile, mode: page === 'benchmark' ? page : 'production', logLevel: 'error', build: { write: false } }),
  )
  const files = [output].flat().flatMap((part) => ('output' in part ? part.output : []))
  const name = `${page}-template.html`
  const built = files.find((file) => file.fileName === name)
  if (built?.type !== 'asset') throw new Error(`Expected ${name}, found ${files.map((file) => file.fileName).join(', ')}`)
  return String(built.source)
}
