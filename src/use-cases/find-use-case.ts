import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { faultsFrom } from '../config/faults-from.ts'
import { safePath } from '../config/safe-path.ts'
import type { PathRules } from '../config/safe-path.ts'
import { loadUseCase } from './load-use-case.ts'
import type { LoadedUseCase } from './load-use-case.ts'

/** Folder of use cases, under the config's folder. */
export const USE_CASES_FOLDER = 'use-cases'

/**
 * The use case of a name, from `use-cases/NAME.yaml`; `null` where there is no such file. A link that leads out of the project is a fault of it,
 * and is not read. `name` is a legal name.
 */
export function findUseCase(name: string, rules: PathRules): LoadedUseCase | null {
  const file = join(rules.root, USE_CASES_FOLDER, `${name}.yaml`)
  if (!existsSync(file) && !lstatSync(file, { throwIfNoEntry: false })) return null
  const nowhere = () => ({ file, line: 1, column: 1 })
  try {
    return loadUseCase(safePath(file, rules.root, rules))
  } catch (error) {
    return { file, useCase: null, faults: faultsFrom(error, nowhere()), placeOf: nowhere }
  }
}
