/** Files that hold one task each; others are suites in code. */
export const TASK_FILE = /\.task\.ya?ml$/
