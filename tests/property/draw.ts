import fc from 'fast-check'

/** Draws values one after another; the run is fixed by the seed. */
export type Draw = {
  readonly int: (min: number, max: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(of: readonly T[]) => T
  readonly some: <T>(of: readonly T[], most: number) => readonly T[]
}

/** Makes an arbitrary from a function that draws what it needs. */
export const drawing = <T>(make: (draw: Draw) => T): fc.Arbitrary<T> =>
  fc.gen().map((g) => {
    const int = (min: number, max: number): number => g(fc.integer, { min, max })
    const pick = <U>(of: readonly U[]): U => {
      const found = of[int(0, of.length - 1)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    }
    return make({
      int,
      pick,
      chance: (percent) => int(1, 100) <= percent,
      some: (of, most) => [...new Set(Array.from({ length: int(0, most) }, () => pick(of)))],
    })
  })
