import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problems.ts'
import { jsonAnswer } from '../routes/call.ts'

/** What goes wrong on purpose; percentages are of calls, those of conflicts of writes that name a version. */
export type Faults = {
  /** Milliseconds that every call waits. */
  readonly latency_ms: number
  /** Answered 500. */
  readonly error_percent: number
  /** Left without an answer, then cut. */
  readonly timeout_percent: number
  /** Cut at once, as without a network. */
  readonly offline_percent: number
  /** Overtaken by a change of somebody else. */
  readonly conflict_percent: number
}

export const noFaults: Faults = {
  latency_ms: 0,
  error_percent: 0,
  timeout_percent: 0,
  offline_percent: 0,
  conflict_percent: 0,
}

/** Faults in force, and the chance that decides. They end with the process. */
export type FaultState = {
  readonly get: () => Faults
  /** `seed` makes the same chances come in the same order. */
  readonly set: (faults: Faults, seed?: number) => void
  /** Whether something that happens so many times in a hundred happens now. */
  readonly happens: (percent: number) => boolean
  /** A number from 0 to 100, 100 excluded. */
  readonly draw: () => number
}

/** Small generator of even numbers from 0 to 1 (mulberry32). */
const chancesFrom = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const createFaults = (random: () => number = Math.random): FaultState => {
  let faults = noFaults
  let chance = random
  const draw = () => chance() * 100
  return {
    get: () => faults,
    set: (next, seed) => {
      faults = next
      chance = seed === undefined ? random : chancesFrom(seed)
    },
    draw,
    happens: (percent) => percent > 0 && draw() < percent,
  }
}

/** Whether anything is set to go wrong. */
export const isFaulty = (faults: Faults): boolean => Object.values(faults).some((each) => each > 0)

/** Milliseconds after which a call without an answer is cut. */
export const timeoutMs = 10_000

/** The controls themselves and what the console needs to open are never hit, nor is the lasting stream of events. */
const spared = /^\/api\/(sandbox|session|setup|model|events)(\/|$)/

/** Waits, unless the caller has gone. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })

type Fault = 'error' | 'timeout' | 'offline'

/** One throw of the dice for the three ways to fail, so that their percentages add up. */
const faultOf = (faults: Faults, draw: () => number): Fault | null => {
  const { error_percent: error, timeout_percent: timeout, offline_percent: offline } = faults
  if (error + timeout + offline === 0) return null
  const drawn = draw()
  if (drawn < error) return 'error'
  if (drawn < error + timeout) return 'timeout'
  return drawn < error + timeout + offline ? 'offline' : null
}

const failed = (zh: boolean, code: 'internal' | 'not_ready', fault: Fault): Response => {
  const problem = new Problem(code)
  return jsonAnswer(problem.toBody(zh ? 'zh' : 'en'), {
    status: problem.status,
    headers: { 'cache-control': 'no-store', 'x-sandbox-fault': fault },
  })
}

/**
 * Lets calls wait and fail before any route sees them.
 *
 * What it is to be cut off is the host's to say: it gives `cut` with the request (`app.fetch(request, { cut })`) and
 * drops the answer. `wait` replaces the waiting in tests.
 */
export const injectFaults = (
  state: FaultState,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = pause,
): MiddlewareHandler => {
  const cut = (env: unknown): void => {
    if (typeof env === 'object' && env !== null && 'cut' in env && typeof env.cut === 'function')
      env.cut()
  }
  return async (http, next) => {
    const faults = state.get()
    if (!isFaulty(faults) || spared.test(http.req.path)) return next()
    const { signal } = http.req.raw
    if (faults.latency_ms > 0) await wait(faults.latency_ms, signal)
    const fault = faultOf(faults, state.draw)
    const zh = http.req.header('x-locale') !== 'en'
    if (fault === null) await next()
    else if (fault === 'error') http.res = failed(zh, 'internal', fault)
    else {
      if (fault === 'timeout') await wait(timeoutMs, signal)
      cut(http.env)
      http.res = failed(zh, 'not_ready', fault)
    }
    // A browser repeats by itself what fails on a connection that it has used before.
    http.res.headers.set('connection', 'close')
    return undefined
  }
}
