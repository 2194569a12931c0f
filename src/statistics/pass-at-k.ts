/** 1 − C(n−c, k)/C(n, k): the probability that at least one of k trials drawn from n, c of them correct, is correct (Chen et al. 2021). `null` for n < k. */
export function passAtK(n: number, correct: number, k: number): number | null {
  return n < k ? null : 1 - allFrom(n - correct, n, k)
}

/** C(c, k)/C(n, k): the probability that all of k trials drawn from n, c of them correct, are correct. `null` for n < k. */
export function passHatK(n: number, correct: number, k: number): number | null {
  return n < k ? null : allFrom(correct, n, k)
}

/** C(part, k)/C(n, k) without overflow. */
function allFrom(part: number, n: number, k: number): number {
  let share = 1
  for (let i = 0; i < k; i++) share *= Math.max(0, part - i) / (n - i)
  return share
}
