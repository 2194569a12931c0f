/** The oldest versions that Vitest 5 and undici 8 run on, as in `engines`. */
const OLDEST: Record<number, number> = { 22: 19, 24: 0 }
const FROM_MAJOR = 26

/** Ends the process with a message where Node is too old. Written so that old versions can run it. */
export function requireNode(version: string): void {
  if (isSupported(version)) return
  process.stderr.write(`taskbench needs Node ^22.19.0, ^24 or >=26; this is ${version} (${process.execPath}).\n`)
  process.stderr.write(
    'Install a newer Node, or add the npm package `node` to your devDependencies: npm i -D node@24 && npm install-scripts approve node\n',
  )
  process.exit(2)
}

/** Does this package run on a version of Node? */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major >= FROM_MAJOR) return true
  const oldest = OLDEST[major]
  return oldest !== undefined && minor >= oldest
}
