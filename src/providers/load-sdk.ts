import { EvalError } from '../schema/eval-error.ts'

/** Imports a vendor's SDK on first use; where it is not installed, EvalError `config` names the command. */
export async function loadSdk<T>(packageName: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!isMissing(error, packageName)) throw error
    throw new EvalError('config', `The package ${packageName} is not installed`, { hint: `Run: npm i ${packageName}` })
  }
}

function isMissing(error: unknown, packageName: string): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  const missing =
    code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || /failed to resolve|cannot find (module|package)/i.test(error.message)
  return missing && error.message.includes(packageName)
}
