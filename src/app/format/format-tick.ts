import { formatMetric } from './format-metric.ts'

/** A figure on an axis: as the metric's figures, without a needless decimal. */
export const formatTick = (value: number, unit: string): string => formatMetric(value, unit).replace(/\.0 %$/, ' %')
