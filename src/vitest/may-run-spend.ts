/**
 * May this Vitest spend money? Only where somebody asked for evaluations by name: `TASKBENCH=live` (as `taskbench run` sets it), or a project
 * filter that names projects. A plain `vitest run` never spends by surprise.
 */
export function mayRunSpend(env: Readonly<Record<string, string | undefined>>, projectFilters: readonly string[]): boolean {
  return env['TASKBENCH'] === 'live' || projectFilters.some((filter) => !filter.startsWith('!') && filter !== '*')
}
