// Writes what is derived from the code: JSON Schemas for editors, and the tables of the documentation.
// `--check` writes nothing and exits with 1 where something is out of date.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { documentTables, withTables } from './document-tables.ts'
import { editorSchemas } from './editor-schemas.ts'

const root = resolve(import.meta.dirname, '..')
const checkOnly = process.argv.includes('--check')

const generated = editorSchemas()
for (const [file, tables] of Object.entries(documentTables()))
  generated[file] = withTables(await readFile(join(root, file), 'utf8'), tables)

const stale: string[] = []
for (const [file, content] of Object.entries(generated)) {
  const path = join(root, file)
  if ((await readFile(path, 'utf8').catch(() => null)) === content) continue
  stale.push(file)
  if (checkOnly) continue
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
if (stale.length > 0) console.log(`${checkOnly ? 'out of date (run npm run generate)' : 'written'}: ${stale.join(', ')}`)
if (checkOnly && stale.length > 0) process.exitCode = 1
