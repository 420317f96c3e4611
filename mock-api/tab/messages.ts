import type { TabFailure, TabStep } from '#model/language/tab-news.ts'

/** What the page says to the worker that holds the database. */
export type ToWorker =
  /** Asks how it stands, and to be told what changes. */
  | { readonly do: 'start' }
  | {
      readonly do: 'request'
      readonly id: number
      readonly method: string
      readonly url: string
      readonly headers: readonly (readonly [string, string])[]
      readonly body: ArrayBuffer | null
    }
  | { readonly do: 'cancel'; readonly id: number }

/** What the worker says to the page. */
export type FromWorker =
  | { readonly do: 'step'; readonly step: TabStep }
  /** `isKept` is false when this browser keeps nothing: what is changed goes with the tab. */
  | { readonly do: 'ready'; readonly isKept: boolean }
  | { readonly do: 'failed'; readonly why: TabFailure; readonly message: string }
  | {
      readonly do: 'answer'
      readonly id: number
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      /** Null for a stream: its pieces follow. */
      readonly body: ArrayBuffer | null
    }
  | { readonly do: 'piece'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly do: 'end'; readonly id: number; readonly isBroken: boolean }

const called = 'charter '

/** What everything of this address is called that the browser keeps: its database and the lock on it. */
export const nameOf = (base: string): string => `${called}${base}`

/** The address in such a name. */
export const baseIn = (name: string): string => name.slice(called.length)
