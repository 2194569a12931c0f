/** Longest glob. */
const LONGEST = 300
/** Most globs that the braces of one may stand for. */
const MOST_CHOICES = 256
/** Most wildcards in one step of the path, and most `**`: matching tries what they can stand for in every combination. */
const MOST_STARS = 3
const MOST_DEEP = 3

/** Why a glob is refused: it is not one that a person writes, and reading it could take for ever. `null`: it is fine. */
export function globProblem(glob: string): string | null {
  if (glob.length > LONGEST) return `has ${glob.length} characters, expected at most ${LONGEST}`
  if (/[!@+*?]\(/.test(glob)) return 'has groups in parentheses, expected *, **, ?, [abc] and {a,b} alone'
  const groups = glob.match(/\{[^{}]*\}/g) ?? []
  if (groups.length !== count(glob, '{') || groups.length !== count(glob, '}')) return 'has braces that do not close, or in braces'
  if (groups.some((group) => group.includes('..'))) return 'has a range in braces, expected words with commas between them'
  const choices = groups.reduce((product, group) => product * (count(group, ',') + 1), 1)
  if (choices > MOST_CHOICES) return `stands for ${choices} globs, expected at most ${MOST_CHOICES}`
  const steps = glob.split('/')
  const deep = steps.filter((step) => step.includes('**')).length
  if (deep > MOST_DEEP) return `has ${deep} times **, expected at most ${MOST_DEEP}`
  const stars = Math.max(...steps.filter((step) => step !== '**').map((step) => count(step, '*') + count(step, '[')))
  return stars > MOST_STARS ? `has ${stars} wildcards in one step of the path, expected at most ${MOST_STARS}` : null
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}
