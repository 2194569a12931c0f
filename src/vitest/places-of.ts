import type { Config } from '../schema/config.ts'

const LEAST_PLACES = 200
const MOST_FOR_MODELS = 2_000

/**
 * How many tests of a file may wait at once: enough for all slots, while others are judged. With several models more, so that those that wait for one
 * leave places for the rest.
 */
export function placesOf({ concurrency, models }: Pick<Config, 'concurrency' | 'models'>): number {
  return Math.max(2 * concurrency, LEAST_PLACES, Math.min(2 * concurrency * models.length, MOST_FOR_MODELS))
}
