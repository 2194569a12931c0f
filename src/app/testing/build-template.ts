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

/** The app's page as the build makes it, without writing it anywhere. */
export async function buildTemplate(): Promise<string> {
  const configFile = path.join(import.meta.dirname, '../vite.config.ts')
  const output = await inProduction(() => build({ configFile, logLevel: 'error', build: { write: false } }))
  const files = [output].flat().flatMap((part) => ('output' in part ? part.output : []))
  const page = files.find((file) => file.fileName === 'report-template.html')
  if (page?.type !== 'asset') throw new Error(`Expected report-template.html, found ${files.map((file) => file.fileName).join(', ')}`)
  return String(page.source)
}
