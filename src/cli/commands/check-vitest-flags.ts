import { createCLI, parseCLI } from 'vitest/node'
import { EvalError } from '../../schema/eval-error.ts'
import { nearest } from '../../text/nearest.ts'

/** What its parser adds to the flags that were given. */
const ADDED = new Set(['--', 'run', 'watch'])

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/**
 * Throws EvalError config for a flag that Vitest does not know. Its own command refuses unknown flags; its parser, which others call, lets them
 * pass. Like Vitest, looks at the first part of a dotted flag alone.
 */
export function checkVitestFlags(flags: readonly string[]): void {
  if (flags.length === 0) return
  const names = createCLI().globalCommand.options.flatMap((option) => option.names)
  const known = new Set(names.map((name) => camelCase(name.split('.')[0] ?? name)))
  const { options } = parseCLI(['vitest', 'run', ...flags])
  const unknown = Object.keys(options).find((key) => !ADDED.has(key) && !known.has(key))
  if (unknown === undefined) return
  const written = flags.find((flag) => keyOf(flag) === unknown)?.replace(/=.*/s, '') ?? `--${unknown}`
  const bare = written.replace(/^-+(no-)?/, '')
  const meant = nearest(
    bare,
    names.filter((name) => name.length > 1),
  )
  throw new EvalError('config', `Vitest has no flag ${written}`, {
    hint: `${meant === null ? '' : `did you mean --${meant}? `}npx vitest --help lists its flags; those of taskbench run stand before --`,
  })
}

/** The key under which a flag stands among the parsed ones; `null` for a value. */
function keyOf(flag: string): string | null {
  const name = /^--?(?:no-)?([^=.]+)/.exec(flag)?.[1]
  return name === undefined ? null : camelCase(name)
}
