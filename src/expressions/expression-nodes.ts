import type { ExpressionNode } from './expression-meter.ts'

/** All nodes of a CEL expression's tree, the bodies of macros included. */
export function expressionNodes(ast: unknown): ExpressionNode[] {
  const nodes: ExpressionNode[] = []
  const stack: unknown[] = [ast]
  while (stack.length > 0) {
    const value = stack.pop()
    if (Array.isArray(value)) stack.push(...value)
    else if (isNode(value)) {
      nodes.push(value)
      stack.push(value.args)
    }
  }
  return nodes
}

function isNode(value: unknown): value is ExpressionNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}
