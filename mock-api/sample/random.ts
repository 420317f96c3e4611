/** A seeded stream of numbers: the same seed gives the same company. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number
  readonly chance: (probability: number) => boolean
  /** Whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number
  readonly pick: <T>(items: readonly T[]) => T
  /** Picks by weight. */
  readonly weighted: <T>(items: readonly (readonly [T, number])[]) => T
}

/** Makes a stream (mulberry32). */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(0, items.length - 1)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  const weighted = <T>(items: readonly (readonly [T, number])[]): T => {
    let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) if ((left -= weight) < 0) return item
    return pick(items)[0]
  }
  return { next, whole, pick, weighted, chance: (probability) => next() < probability }
}
