import { fileURLToPath } from 'node:url'

/** The path of a module of this room, in the built package and when run from source. */
export function ownModule(name: string): string {
  return fileURLToPath(new URL(`../vitest/${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))
}
