import type { Page, Request } from 'playwright-core'

const pause = 500
const patience = 60_000

/** The stream of changes stays open as long as the page does. */
const isStream = (request: Request): boolean => new URL(request.url()).pathname === '/api/events'

/** Does something that loads a page, and waits until the page has asked for nothing more for half a second. */
export const settled = async (page: Page, go: () => Promise<unknown>): Promise<void> => {
  const asked = new Set<Request>()
  let end = (): void => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    if (asked.size === 0) timer = setTimeout(() => end(), pause)
  }
  const began = (request: Request): void => {
    if (isStream(request)) return
    asked.add(request)
    look()
  }
  const ended = (request: Request): void => {
    if (asked.delete(request)) look()
  }
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended)
  try {
    await go()
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        const urls = [...asked].map((request) => request.url())
        reject(new Error(`the page still waits for ${urls.join(', ')}`))
      }, patience)
      end = () => {
        clearTimeout(late)
        resolve()
      }
      look()
    })
  } finally {
    clearTimeout(timer)
    page.off('request', began).off('requestfinished', ended).off('requestfailed', ended)
  }
}

/** Opens an address and waits until its page is there. */
export const goTo = (page: Page, url: string): Promise<void> => settled(page, () => page.goto(url))

/** Loads the page anew and waits until it is there. */
export const reload = (page: Page): Promise<void> => settled(page, () => page.reload())
