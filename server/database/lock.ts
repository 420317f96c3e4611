import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Another living process has the data directory. */
export class DirectoryLocked extends Error {
  readonly code = 'directory_locked'
}

type Holder = { readonly pid: number; readonly started: string }

/**
 * Takes the lock of a data directory; returns the function that gives it back.
 *
 * The file stands outside the directory and names process and start time. A lock is stale only when
 * that process is gone, never because it is old.
 *
 * Errors: `DirectoryLocked` names the process that has it.
 */
export const lockDirectory = (directory: string): (() => void) => {
  const file = `${path.resolve(directory)}.lock`
  mkdirSync(path.dirname(file), { recursive: true })
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) }
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' })
      return () => {
        if (sameHolder(readHolder(file), mine)) rmSync(file, { force: true })
      }
    } catch (error) {
      if (!isExisting(error)) throw error
    }
    const holder = readHolder(file)
    if (holder && isAlive(holder))
      throw new DirectoryLocked(
        `${directory} is in use by process ${holder.pid} (started ${holder.started}). Two processes on one data directory would lose data: stop the other one, or set another DATA_DIR.`,
      )
    rmSync(file, { force: true })
  }
  throw new DirectoryLocked(`${file} is taken again and again by other processes`)
}

const isExisting = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'

const sameHolder = (a: Holder | undefined, b: Holder) => a?.pid === b.pid && a.started === b.started

const readHolder = (file: string): Holder | undefined => {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof holder !== 'object' || holder === null) return undefined
    const { pid, started } = holder as Partial<Holder> // parse boundary: checked next
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined
  } catch {
    return undefined
  }
}

const isAlive = (holder: Holder): boolean => {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return startOf(holder.pid) === holder.started
}

/** Start time of a process in clock ticks since boot (Linux); elsewhere the pid alone must do. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
