import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { initFiles } from '../../config/init-files.ts'

/** `taskbench init`: writes the files of a first evaluation. What is there is left as it is, and said. */
export async function init(folder: string): Promise<void> {
  const root = resolve(folder)
  const shown = (path: string) => relative(process.cwd(), join(root, path)) || path
  for (const { path: usual, content } of initFiles()) {
    const path = usual === VITEST_CONFIG ? vitestConfigIn(root) : usual
    const file = join(root, path)
    if (existsSync(file)) {
      process.stdout.write(`kept     ${shown(path)} (it was there)\n`)
      const need = NEEDS[usual]
      if (need && !readFileSync(file, 'utf8').includes(need.word)) process.stdout.write(`         ${need.hint}\n`)
      continue
    }
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content, { flag: 'wx' })
    process.stdout.write(`written  ${shown(path)}\n`)
  }
  const change = root === process.cwd() ? '' : `cd ${relative(process.cwd(), root)} && `
  process.stdout.write(`\nNext: ${change}npx vitest run\n`)
}

const VITEST_CONFIG = 'vitest.config.ts'

/** What a file that was there should hold. */
const NEEDS: Record<string, { word: string; hint: string }> = {
  [VITEST_CONFIG]: { word: 'taskbench', hint: "add to its plugins: taskbench(), from 'taskbench/vitest'" },
  '.gitignore': { word: 'results', hint: 'add to it: results/' },
}

/**
 * The config that Vitest reads: its own, else Vite's, which a new one would hide. Where there is none, the name that Vite loads without a warning:
 * in a package of CommonJS the ending says that it is a module.
 */
function vitestConfigIn(root: string): string {
  const names = existsSync(root) ? readdirSync(root).filter((name) => /^vite(st)?\.config\.[cm]?[jt]s$/.test(name)) : []
  const known = names.find((name) => name.startsWith('vitest')) ?? names[0]
  return known ?? (isModule(root) ? VITEST_CONFIG : VITEST_CONFIG.replace(/ts$/, 'mts'))
}

/** Is the package in which a folder stands one of ES modules? */
function isModule(folder: string): boolean {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return dirname(folder) !== folder && isModule(dirname(folder))
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown } | null)?.type === 'module'
  } catch {
    return false
  }
}
