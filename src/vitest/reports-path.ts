/** Where Vitest's own server answers with reports. */
export const REPORTS_PATH = '/__taskbench__/'
