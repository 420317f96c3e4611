/** Work that requests have begun and that has not ended, whether or not somebody still waits for its answer. */
export type OpenWork = {
  readonly during: <T>(work: Promise<T>) => Promise<T>
  /** Resolves when none is left, or after so many milliseconds. */
  readonly ended: (patienceMs: number) => Promise<void>
}

/** Keeps count of work, so that the database is closed only after it. */
export const openWork = (): OpenWork => {
  const open = new Set<Promise<unknown>>()
  const allEnded = async (): Promise<void> => {
    while (open.size > 0) await Promise.allSettled(open)
  }
  return {
    during: async (work) => {
      open.add(work)
      try {
        return await work
      } finally {
        open.delete(work)
      }
    },
    ended: async (patienceMs) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)))
      await Promise.race([allEnded(), late])
      clearTimeout(timer)
    },
  }
}
