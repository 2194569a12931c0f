import { withoutCommands } from '../src/text/workflow-command.ts'

/** In GitHub Actions, text in which its runner finds no command: answers and messages are printed there by others than their authors. */
export const quietInActions = (text: string): string => (process.env['GITHUB_ACTIONS'] === 'true' ? withoutCommands(text) : text)
