import { inject } from 'vitest'
import type { DoorAddress } from '../engine/door.ts'
import { EvalError } from '../schema/eval-error.ts'

/** Where a benchmark's worker has models measured. Throws EvalError config in projects where nobody measures. */
export function benchDoor(): DoorAddress {
  const door = inject('taskbenchBench') as DoorAddress | undefined
  if (door) return door
  throw new EvalError('config', 'profile was asked for in a project that measures nothing', {
    hint: 'name the file NAME.bench.ts, run it by npx vitest bench, and give its project the plugin taskbench()',
  })
}
