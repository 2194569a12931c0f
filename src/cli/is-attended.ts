/** Is somebody there to be asked? Never in a CI. */
export function isAttended(): boolean {
  const { CI = '' } = process.env
  return process.stdin.isTTY === true && process.stdout.isTTY === true && (CI === '' || CI === 'false' || CI === '0')
}
