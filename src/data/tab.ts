/** What is being done before the first answer of a database in this browser; `part` of it is done, 0-1. */
export type TabStep = {
  readonly step: 'waiting' | 'loading' | 'opening' | 'dating'
  readonly part?: number
}

/** Why there is no database in this browser. */
export type TabFailure = 'insecure' | 'no_worker' | 'not_loaded' | 'not_opened' | 'full'

/** What is known of the database in this browser. */
export type TabNews =
  | { readonly is: 'starting'; readonly step: TabStep }
  | { readonly is: 'ready'; readonly isKept: boolean; readonly hasServiceWorker: boolean }
  | { readonly is: 'failed'; readonly why: TabFailure; readonly message: string }

/** The API inside this browser, where the build brings it along. */
export type Tab = {
  /** Starts it; false when it never answers, which is told as news. `base` ends in a slash. */
  start(page: { readonly base: string; readonly onNews: (news: TabNews) => void }): Promise<boolean>
  /** Deletes its database. */
  forget(base: string): Promise<void>
}

/** Address of the console in this page, ending in a slash. */
export const consoleBase = (): string =>
  new URL(import.meta.env.BASE_URL, document.baseURI).pathname

/** There is no database in this browser; the page says why. */
export class TabAbsent extends Error {}
