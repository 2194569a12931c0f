#!/usr/bin/env node
import { requireNode } from './require-node.ts'

requireNode(process.versions.node)
const { runCommandLine } = await import('./command-line.ts')
await runCommandLine(process.argv)
