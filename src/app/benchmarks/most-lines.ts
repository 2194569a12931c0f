/** More lines than this cannot be told apart in a figure. */
export const MOST_LINES = 12
