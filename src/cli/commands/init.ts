import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { initFiles } from '../../config/init-files.ts'

/** `taskbench init`: writes the files of a first evaluation. What is there is left as it is, and said. */
export async function init(folder: string): Promise<void> {
  const root = resolve(folder)
  const shown = (path: string) => relative(process.cwd(), join(root, path)) || path
  for (const { path, content } of initFiles()) {
    const file = join(root, path)
    if (existsSync(file)) {
      process.stdout.write(`kept     ${shown(path)} (it was there)\n`)
      continue
    }
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content, { flag: 'wx' })
    process.stdout.write(`written  ${shown(path)}\n`)
  }
  const change = root === process.cwd() ? '' : `cd ${relative(process.cwd(), root)} && `
  process.stdout.write(`\nNext: ${change}npx vitest run\n`)
}
