/** Level of the two-sided interval whose ends are one-sided bounds at α = 0.05: values of gates and their intervals are computed with it. */
export const GATE_LEVEL = 0.9
