import { relative } from 'node:path'
import { isRealKey } from '../providers/is-real-key.ts'
import { keysIn } from '../providers/keys-in.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import { openFileTape } from '../tape/file-tape.ts'
import { TapeDeck } from '../tape/tape-deck.ts'

/** The tape of a run, in the mode that its config says; what an interrupted run has left is put on it first. Throws EvalError config, also where all is recorded and it cannot be written. */
export function openTapeDeck(run: { config: Config; env: Readonly<Record<string, string | undefined>>; maySpend: boolean }): TapeDeck {
  const { root, models, tape } = run.config
  const { mode, folder } = tape
  if (mode === 'off') throw new EvalError('bug', 'a tape was opened in a run without one')
  const secrets = keysIn(run.env, models).filter(isRealKey)
  const deck = new TapeDeck({
    tape: openFileTape({ folder, root, secrets, readOnly: mode === 'replay' }),
    mode,
    maySpend: run.maySpend,
    folder: relative(root, folder),
    secrets,
  })
  deck.requireWritable(models)
  return deck
}
