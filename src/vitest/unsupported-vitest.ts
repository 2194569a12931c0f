const OLDEST = { major: 5, minor: 1 }

/** What is wrong with a version of Vitest, and what to do about it; `null` if this package runs on it. npm installs an old one where Node is old. */
export function unsupportedVitest(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return null
  return `taskbench needs Vitest ${OLDEST.major}.${OLDEST.minor} or newer; this is ${version}.\nInstall it on a newer Node: npm i -D vitest@${OLDEST.major}`
}
