/** What is being done before the first answer of a database in this browser; `part` of it is done, 0-1. */
export type TabStep = {
  readonly step: 'waiting' | 'loading' | 'opening' | 'dating' | 'filling'
  readonly part?: number
}

/** Why there is no database in this browser. */
export type TabFailure = 'insecure' | 'no_worker' | 'not_loaded' | 'not_opened' | 'full'

/** What the host of a database in this browser tells of it until it answers, or cannot. */
export type TabTrouble =
  | { readonly is: 'starting'; readonly step: TabStep }
  | { readonly is: 'failed'; readonly why: TabFailure; readonly message: string }

/** What is known of the database in this browser. */
export type TabNews =
  | TabTrouble
  | { readonly is: 'ready'; readonly isKept: boolean; readonly hasServiceWorker: boolean }
