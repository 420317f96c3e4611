import { PGlite } from '@electric-sql/pglite'

/** Where the database of the tab is asked for, below the address of the console. */
export const imageFiles = {
  facts: 'tab/sample.json',
  image: 'tab/sample.bin',
  rows: 'tab/sample-rows.bin',
} as const

/** What is known of the prepared image: the day on which its story ends, and what it was made from. */
export type ImageFacts = {
  readonly day: string
  readonly zone: string
  readonly made: string
  /** Bytes of the image as it is sent, and as a tarball. */
  readonly packed: number
  readonly unpacked: number
}

/** PGlite's own settings, and a write-ahead log that stays small: all of it is kept by the browser. */
export const startParams: readonly string[] = [
  ...PGlite.defaultStartParams,
  ...['jit=off', 'timezone=UTC', 'max_wal_size=8MB', 'min_wal_size=2MB', 'wal_recycle=off'].flatMap(
    (setting) => ['-c', setting],
  ),
]
