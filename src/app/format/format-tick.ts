import { formatValue } from '../../report/format-metric.ts'

/** A figure on an axis: as the metric's figures, without a needless decimal. */
export const formatTick = (value: number, unit: string): string => formatValue(value, unit).replace(/\.0 %$/, ' %')
