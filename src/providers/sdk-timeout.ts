/** Time-outs of SDKs are out of the way: the signal of the attempt owns time. */
export const SDK_TIMEOUT_MS = 86_400_000
