import { numberOption } from './number-option.ts'

/** `--floor` in percent, as a share; `undefined` where it was not given. Throws EvalError config. */
export function floorOption(given: string | undefined): number | undefined {
  const percent = numberOption('--floor', given, { least: 0, most: 1_000 })
  return percent === undefined ? undefined : percent / 100
}
