import { Option } from 'commander'
import type { Command } from 'commander'
import type { GithubCommandOptions } from './write-for-github.ts'

/** `taskbench github comment` and `taskbench github summary`. */
export function addGithubCommands(program: Command): void {
  const github = program.command('github').description('what GitHub is shown of a run, as files; nothing is sent')
  for (const [what, description] of [
    ['comment', 'write a comment on a pull request: Markdown that begins with a hidden mark by which it is found again'],
    ['summary', 'add to the summary of the job ($GITHUB_STEP_SUMMARY), or write it to a file; a run in GitHub Actions does so itself'],
  ] as const) {
    const command = github
      .command(what)
      .description(description)
      .argument('[run]', 'id of a run, or latest', 'latest')
      .option(
        '--out <file>',
        what === 'comment' ? 'file to write; default: printed' : 'file to add to; default: $GITHUB_STEP_SUMMARY, else printed',
      )
      .option('--against <side>', 'what it is held against: a run, the name of a baseline, a path', 'main')
      .option('--results <folder>', 'folder with results; default: as configured')
    if (what === 'comment')
      command.addOption(new Option('--name <name>', 'name in the mark: comments of other names stay').default('evals'))
    command.action(async (run: string, options: GithubCommandOptions) =>
      (await import('./write-for-github.ts')).writeForGithub(what, run, options),
    )
  }
}
