/** The oldest versions that Vitest 5 and undici 8 run on, as in `engines`. */
const OLDEST: Record<number, number> = { 22: 19, 24: 0 }
const FROM_MAJOR = 26

/** What is wrong with a version of Node, and what to do about it; `null` if this package runs on it. Written so that old versions can run it. */
export function unsupportedNode(version: string): string | null {
  if (isSupported(version)) return null
  const found = `taskbench needs Node ^22.19.0, ^24 or >=26; this is ${version} (${process.execPath}).`
  return `${found}\nInstall a newer Node, or add the npm package \`node\` to your devDependencies: npm i -D node@24 && npm install-scripts approve node`
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major >= FROM_MAJOR) return true
  const oldest = OLDEST[major]
  return oldest !== undefined && minor >= oldest
}
