const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map', 'bind'])

/** What bounds the cost of an expression. */
export interface ExpressionFacts {
  nodes: number
  /** How deep macros that loop over a list are nested, or chained in one another's receivers. */
  macroDepth: number
  /** Offsets at which the receivers of `matches()` end. */
  matchesAt: number[]
}

interface AstNode {
  op: string
  args: unknown
  end?: number
}

/** Walks the syntax tree of a CEL expression. */
export function expressionFacts(ast: unknown): ExpressionFacts {
  const facts: ExpressionFacts = { nodes: 0, macroDepth: 0, matchesAt: [] }
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) return value.forEach((item) => walk(item, depth))
    if (!isNode(value)) return
    facts.nodes++
    const name = value.op === 'rcall' && Array.isArray(value.args) ? String(value.args[0]) : ''
    if (name === 'matches') facts.matchesAt.push(((value.args as unknown[])[1] as AstNode).end ?? 0)
    const inner = MACROS.has(name) ? depth + 1 : depth
    facts.macroDepth = Math.max(facts.macroDepth, inner)
    walk(value.args, inner)
  }
  walk(ast, 0)
  return facts
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}
