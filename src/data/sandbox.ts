import { call, download, http, apiUrl, sending } from './http.ts'
import type { Viewer } from './wire.ts'

/** What is set to go wrong: milliseconds, and percentages of calls (conflicts: of writes). */
export type Faults = {
  readonly latency_ms: number
  readonly error_percent: number
  readonly timeout_percent: number
  readonly offline_percent: number
  readonly conflict_percent: number
}

/** How the sandbox stands. */
export type SandboxStatus = {
  readonly now: string
  readonly day: string
  /** Days by which its clock was moved. */
  readonly days: number
  readonly faults: Faults
  /** Whether there is a sample company to go back to. */
  readonly sample: boolean
}

/** Somebody whom the viewer may become. */
export type SandboxPerson = {
  readonly employee: string
  readonly name: string
  readonly department: string | null
  readonly roles: readonly string[]
}

export const loadSandbox = (): Promise<SandboxStatus> => call('/sandbox')

/** Moves the clock forward by one day and does the work of that day; tells how much that was. */
export const moveDay = (): Promise<SandboxStatus & { readonly done: number }> =>
  call('/sandbox/clock', sending('POST', { days: 1 }))

export const setFaults = (faults: Faults): Promise<SandboxStatus> =>
  call('/sandbox/faults', sending('PUT', faults))

/** Finds people by a part of the name or its pinyin. */
export const findPeople = (q: string): Promise<readonly SandboxPerson[]> =>
  call(`/sandbox/people?q=${encodeURIComponent(q)}`)

/** Becomes another person. */
export const actAs = (employee: string): Promise<Viewer> =>
  call('/sandbox/act', sending('POST', { employee }))

export const resetSandbox = (company: 'sample' | 'empty'): Promise<SandboxStatus> =>
  call('/sandbox/reset', sending('POST', { company }))

/** Hands the whole sandbox to the browser as a file. */
export const exportSandbox = (): Promise<void> =>
  download('/sandbox/file', { method: 'GET' }, 'charter-sandbox.jsonl.gz')

/** Puts the contents of a file in place of everything. */
export const importSandbox = async (file: File): Promise<void> => {
  const body = new FormData()
  body.set('file', file)
  await http(`${apiUrl()}/sandbox/file`, { method: 'POST', body, headers: new Headers({ Accept: 'application/json' }) })
} // prettier-ignore
