#!/usr/bin/env node
import { unsupportedNode } from '../services/unsupported-node.ts'

const problem = unsupportedNode(process.versions.node)
if (problem !== null) {
  process.stderr.write(`${problem}\n`)
  process.exit(2)
}
const { runCommandLine } = await import('./command-line.ts')
await runCommandLine(process.argv)
