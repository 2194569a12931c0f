import { defineConfig } from 'oxlint'

/** Ground: one idea each; they see the cellar and, where named, each other. */
const ground = ['statistics', 'similarity', 'paths', 'patterns', 'expressions', 'time', 'random', 'hash', 'text', 'files']
const rooms = [
  'config',
  'tasks',
  'use-cases',
  'subjects',
  'answers',
  'checks',
  'mutators',
  'check-writing',
  'judge',
  'metrics',
  'comparison',
  'recommend',
  'providers',
  'sim',
  'tape',
  'pricing',
  'records',
  'benchmark',
  'telemetry',
  'workflow',
]
const halls = ['engine', 'report']
const everything = ['schema', ...ground, ...rooms, ...halls, 'services', 'vitest', 'cli', 'server', 'app', 'reporters']

/** From a folder to the folders that it may import, beside its own and the floors said below. Each edge has its reason. */
const edges: Record<string, string[]> = {
  schema: [],
  statistics: ['random'], // resampling is seeded
  similarity: ['text'], // tokens and normalisation of text
  expressions: ['patterns'], // matches() in linear time
  tasks: [
    'answers', // gold is validated by the output's format
    'checks', // arguments are validated by their kind
    'metrics', // names of metrics, what a task can compute
    'config', // the safe reading of paths and YAML
    'use-cases', // what tasks of one use case have in common
  ],
  'use-cases': ['config'], // the safe reading of YAML
  config: [
    'providers', // legal providers, hosts and keys
    'metrics', // names of metrics in gates of a run
  ],
  metrics: ['answers'], // which formats hold one value; gold numbers are read as the format reads them
  subjects: [
    'tasks', // a prompt is rendered by the task's template
    'answers', // answers to the parts of a long input are read and written in their format
    'metrics', // and their items paired as those of answer and gold
  ],
  judge: [
    'subjects', // a judge's question is hashed as any other
    'use-cases', // what it is told of a use case
  ],
  comparison: ['metrics'], // case scores and directions
  checks: ['answers'], // equals reads text as the format does
  providers: ['sim'], // simulated models are one provider
  mutators: [
    'answers', // mutants are written, and read back, in the task's format
    'metrics', // the task's own matcher says whether their meaning changed
  ],
  'check-writing': [
    'answers', // stored answers are read in their format
    'checks', // checks are tried by running them
    'config', // the safe reading of labels
    'mutators', // and on damaged answers
    'tasks', // what a task and its file of checks say
    'subjects', // a writer's question is hashed as any other
    'use-cases', // what it is told of a use case
  ],
  recommend: [
    'metrics', // what there is to recommend, and what a task can compute
    'checks', // which checks ask a judge
    'config', // the safe reading of a task file before it is changed
    'subjects', // a recommender's question is hashed as any other
    'use-cases', // what it is told of a use case
  ],
  benchmark: [
    'config', // the safe reading of YAML and paths
    'tasks', // inputs are read as cases are, prompts rendered by the same templates
    'use-cases', // which models there are, as a file names them
    'records', // lines of files: profiles are appended, and read past torn ones
  ],
  tape: ['records'], // lines of files: appended, found by their place
  pricing: [],
  telemetry: ['providers'], // where vendors answer: the server of a span
  records: [],
  engine: ['providers', 'pricing', 'records', 'tape'],
  report: ['records', 'metrics', 'comparison', 'pricing'],
  cli: ['vitest'], // `taskbench run` is Vitest with the plugin
}

const floorOf = (folder: string): string[] => {
  if (folder === 'schema') return []
  const own = edges[folder] ?? []
  if (ground.includes(folder)) return ['schema', ...own]
  if (rooms.includes(folder) || halls.includes(folder)) return ['schema', ...ground, ...own]
  if (folder === 'services') return ['schema', ...ground, ...rooms, ...halls]
  if (folder === 'reporters') return ['schema', ...ground, 'report', 'records']
  if (folder === 'app') return ['schema', 'report', 'statistics'] // the same words, figures and quantiles as in the other formats; no Node there
  return ['schema', ...ground, ...rooms, ...halls, 'services', 'reporters', ...own]
}

const forbiddenFrom = (folder: string): string[] => everything.filter((other) => other !== folder && !floorOf(folder).includes(other))

const vendors = ['openai', '@anthropic-ai/sdk', '@aws-sdk/client-bedrock-runtime']

const floors = [
  ...everything.filter((folder) => folder !== 'reporters').map((folder) => [folder, `src/${folder}`]),
  ['reporters', 'reporters'],
].map(([folder, path]) => ({
  files: [`${path}/**/*.ts`, `${path}/**/*.tsx`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(src/)?(${forbiddenFrom(folder as string).join('|')})/`,
            message: `Arrows point down: ${folder} may not import this folder (see edges in oxlint.config.ts).`,
          },
          ...(folder === 'providers' ? [] : [{ group: vendors, message: 'Vendor SDKs appear only in src/providers.' }]),
        ],
      },
    ],
  },
}))

export default defineConfig({
  plugins: ['import', 'unicorn', 'typescript', 'oxc', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'coverage', 'node_modules', 'results', 'src/app/dist', 'fixtures/projects/**/node_modules'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-unassigned-import': 'off',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'typescript/no-explicit-any': 'error',
    'no-restricted-globals': ['error', { name: 'Math.random', message: 'Results are seeded: use src/random.' }],
    'no-control-regex': 'off',
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'vitest/expect-expect': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'no-empty-pattern': 'off', // Vitest reads which fixtures a hook wants from its pattern
    'import/no-named-as-default-member': 'off', // fast-check documents its default import
    'vitest/valid-title': 'off',
    'vitest/valid-describe-callback': 'off',
    'vitest/require-top-level-describe': 'off',
    'vitest/no-conditional-tests': 'off',
  },
  overrides: [
    ...floors,
    {
      files: ['**/*.test.ts', '**/*.test.tsx', 'scripts/**', 'bench/**', 'fixtures/**'],
      rules: { 'max-lines-per-function': 'off', 'no-restricted-imports': 'off' },
    },
    {
      files: ['*.config.ts', 'reporters/vitest-reporter.ts', 'src/vitest/index.ts', '**/*.config.ts', 'fixtures/projects/**'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
} as never)
