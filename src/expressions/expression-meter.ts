import { EvalError } from '../schema/eval-error.ts'

/** Most steps of one evaluation. */
const MOST_STEPS = 2_000_000
/** What is said of an expression that was stopped. */
export const TOO_MANY_STEPS = `the expression took more than ${MOST_STEPS} steps`
/** Most characters or items of a value that an expression makes. */
const LARGEST_VALUE = 10_000_000
/** Characters that are worth a step. */
const CHARACTERS_PER_STEP = 64

/** An error of the library, with its place in the source, takes as long as this many steps. */
const STEPS_OF_ERROR = 200

/** A node of a CEL expression's tree, as the library evaluates it. */
export interface ExpressionNode {
  op: string
  args: unknown
  evaluate(...context: unknown[]): unknown
}

/** Counts the steps of evaluations. */
export interface ExpressionMeter {
  /** Begins to count anew. */
  reset(): void
  /** Why the last evaluation was stopped; `null` if it was not. */
  stopped(): EvalError | null
}

/** Operators whose operands are compared down to their last item. */
const DEEP = new Set(['==', '!=', 'in'])
/** Operators that make lists and texts, rather than point to them. */
const MAKERS = new Set(['+', 'list', 'map', 'call', 'rcall'])

/**
 * Makes every node of an expression count its steps, so that an evaluation stops after a fixed number of them: nested macros over long lists
 * would take hours, repeated concatenation all memory. The same expression on the same values always takes the same steps.
 */
export function meterExpression(nodes: readonly ExpressionNode[]): ExpressionMeter {
  let left = MOST_STEPS
  let stop: EvalError | null = null
  const spend = (steps: number): void => {
    left -= steps
    if (left < 0) stop ??= new EvalError('config', TOO_MANY_STEPS, { hint: 'nest fewer macros' })
    // The library goes on with the next item after an error: whatever it evaluates then stops at once.
    if (stop) throw stop
  }
  let lastError: unknown = null
  const attempt = (run: () => unknown): unknown => {
    try {
      return run()
    } catch (error) {
      if (error !== lastError && !stop) spend(STEPS_OF_ERROR)
      lastError = error
      throw error
    }
  }
  const compared = new Set(nodes.filter(({ op }) => DEEP.has(op)).flatMap(({ args }) => args as ExpressionNode[]))
  for (const node of nodes) {
    const maker = MAKERS.has(node.op)
    const deep = compared.has(node)
    intercept(node, (run) => {
      spend(1)
      const value = attempt(run)
      if (typeof value === 'string') spend(Math.floor(value.length / CHARACTERS_PER_STEP))
      else if (typeof value === 'object' && value !== null)
        spend(deep ? deepSize(value, left) : maker && Array.isArray(value) ? value.length : 0)
      if (maker && lengthOf(value) > LARGEST_VALUE)
        throw new EvalError('config', `the expression makes a value of more than ${LARGEST_VALUE} characters or items`)
      return value
    })
  }
  return {
    reset() {
      left = MOST_STEPS
      stop = null
      lastError = null
    },
    stopped: () => stop,
  }
}

/** Puts a function around a node's evaluation. The library replaces `evaluate` when it first runs: the new one is taken over. */
function intercept(node: ExpressionNode, around: (run: () => unknown) => unknown): void {
  let inner = node.evaluate
  const outer = (...context: unknown[]): unknown =>
    around(() => {
      try {
        return inner.apply(node, context)
      } finally {
        if (node.evaluate !== outer) {
          inner = node.evaluate
          node.evaluate = outer
        }
      }
    })
  node.evaluate = outer
}

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0)

function deepSize(value: object, limit: number): number {
  let size = 0
  const stack: unknown[] = [value]
  while (stack.length > 0 && size <= limit) {
    const next = stack.pop()
    size++
    if (typeof next === 'string') size += Math.floor(next.length / CHARACTERS_PER_STEP)
    else if (typeof next === 'object' && next !== null) for (const item of Object.values(next)) stack.push(item)
  }
  return size
}
