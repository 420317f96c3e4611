import { statfsSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'

/**
 * Bytes that must be free on the disk of the embedded database before a transaction may write: three segments of
 * its log. Without room for its log PostgreSQL stops altogether, and cannot even be read.
 */
const reserve = 48 * 1024 * 1024

const freeBytes = (directory: string): number => {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY // a file system that does not tell
  }
}

const readOnlyState = '25006'
const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

/** A statement that writes was refused because the disk is as good as full; `code` is PostgreSQL's own for that. */
export class DiskFull extends Error {
  readonly code = '53100'
}

/** Runs statements, and lets no transaction write that begins without room on the disk; reads go on. */
export const guardRoom = (pglite: PGlite, directory: string) => {
  let isFull = false
  let isOpen = false
  const look = async (): Promise<void> => {
    const found = freeBytes(directory) < reserve
    if (found === isFull) return
    await pglite.exec(`set default_transaction_read_only = ${found ? 'on' : 'off'}`)
    isFull = found
  }
  return async <T>(text: string, run: () => Promise<T>): Promise<T> => {
    if (!isOpen) await look()
    if (/^\s*(begin|start transaction)\b/i.test(text)) isOpen = true
    if (/^\s*(commit|rollback)\s*;?\s*$/i.test(text)) isOpen = false
    try {
      return await run()
    } catch (error) {
      if (codeOf(error) !== readOnlyState || !isFull) throw error
      throw new DiskFull(`less than ${reserve / 1024 / 1024} MB are free in ${directory}`)
    }
  }
}
