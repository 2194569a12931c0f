// Runs before every script: says what to do where Node is too old, in syntax that old versions read.
const [major, minor] = process.versions.node.split('.').map(Number)
if (!(major >= 26 || major === 24 || (major === 22 && minor >= 19))) {
  console.error(`taskbench needs Node ^22.19.0, ^24 or >=26, and found ${process.versions.node} (${process.execPath}).`)
  console.error(
    'The npm package `node` in this project brings Node 24 and puts it first on the PATH of npm scripts. If you see this, its install',
  )
  console.error(
    'script did not run: `npm ci` with npm 11 runs it (allowScripts in package.json); with --ignore-scripts it does not. Then run',
  )
  console.error('`npm rebuild node`, or install Node 24 yourself.')
  process.exit(1)
}
