import type { Vitest } from 'vitest/node'

/** Is standard output a document of one of Vitest's own reporters, which other lines would spoil? */
export function printsData({ reporters }: Vitest['config']): boolean {
  return reporters.some((reporter) => {
    const [name, options] = Array.isArray(reporter) ? reporter : [reporter, undefined]
    if (name === 'tap' || name === 'tap-flat') return true
    return (name === 'json' || name === 'junit') && (options as { stdout?: boolean } | undefined)?.stdout === true
  })
}
