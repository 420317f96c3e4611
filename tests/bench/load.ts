/** One request of a kind; the number tells requests apart. */
export type Request = (n: number) => Promise<unknown>

const clients = 10

/** Requests answered a second by ten clients that ask one after the other. */
export const rateOf = async (request: Request, milliseconds: number): Promise<number> => {
  const started = performance.now()
  let done = 0
  const client = async (offset: number) => {
    for (let n = 0; performance.now() - started < milliseconds; n++) {
      await request(offset + n * clients)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, i) => client(i)))
  return done / ((performance.now() - started) / 1000)
}

/** Milliseconds that the middle one of some calls takes. */
export const medianTime = async (call: () => Promise<unknown>, times: number): Promise<number> => {
  const taken: number[] = []
  for (let n = 0; n < times; n++) {
    const started = performance.now()
    await call()
    taken.push(performance.now() - started)
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN
}

/** Ratio of two rates, measured in turns so that both meet the same moments of the machine. */
export const rateRatio = async (ours: Request, bare: Request, seconds: number): Promise<number> => {
  const rounds = 3
  const share = (seconds * 1000) / rounds / 2
  let [sumOurs, sumBare] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    sumOurs += await rateOf((n) => ours(n + round * 1_000_000), share)
    sumBare += await rateOf((n) => bare(n + round * 1_000_000), share)
  }
  return sumOurs / sumBare
}
