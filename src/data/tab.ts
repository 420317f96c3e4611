import type { TabNews } from '#model/language/tab-news.ts'

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
