import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { model } from '#model/index.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { readConfig } from '../../server/config.ts'
import { startServer, type Running } from '../../server/host.ts'
import { provideChromium } from '../provision.ts'
import { browserArguments } from './browser.ts'
import { goTo } from './quiet.ts'

/** Who signs in: somebody of the sample company by role, or an account with its password. */
export type Visit = (
  | { readonly persona: string }
  | { readonly account: { readonly login: string; readonly password: string } }
) & {
  readonly width?: number
  readonly height?: number
  readonly locale?: 'zh-CN' | 'en-US'
  readonly dark?: boolean
}

/** What a browser test has: the server's address, its clock, and pages signed in as somebody. */
export type Stage = {
  readonly url: () => string
  /** The server's clock, moved by whole days. */
  readonly clock: { now: () => string; addDays: (days: number) => void }
  readonly running: () => Running
  /** Opens a page; `problems` gathers what the browser's console complains of. Close the page, not its context. */
  readonly open: (visit: Visit, at?: string) => Promise<Opened>
  /** Opens a page as somebody who has not signed in. */
  readonly visit: (at: string, look?: Look) => Promise<Opened>
}

export type Opened = { readonly page: Page; readonly problems: string[] }

type Look = Pick<Visit, 'width' | 'height' | 'locale' | 'dark'>

const day = 86_400_000
/** Longest wait for what is to appear; a busy machine needs it, a free one never. */
const patience = 60_000

type Windows = {
  /** Opens a page in a window of that kind that nobody uses any more, else in a new one. */
  readonly page: (look: Look) => Promise<Page>
}

/**
 * Keeps the windows whose pages are all closed for the next visit, empty but with the scripts that they have read:
 * reading them anew costs three times what the rest of a first page costs.
 */
const windowsOf = (browser: Browser, origin: string): Windows => {
  const known: { readonly kind: string; readonly context: BrowserContext }[] = []
  const forget = async (page: Page): Promise<void> => {
    const session = await page.context().newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,local_storage,indexeddb' }) // prettier-ignore
    await session.detach()
  }
  return {
    page: async ({ width = 1440, height = 900, locale = 'zh-CN', dark = false }) => {
      const kind = JSON.stringify([width, height, locale, dark])
      const free = known.find((one) => one.kind === kind && one.context.pages().length === 0)
      if (free) {
        await free.context.clearCookies()
        const page = await free.context.newPage()
        await forget(page)
        return page
      }
      const context = await browser.newContext({
        viewport: { width, height },
        locale,
        timezoneId: 'Asia/Shanghai',
        colorScheme: dark ? 'dark' : 'light',
      })
      const window = { kind, context }
      known.push(window)
      context.on('close', () => known.splice(known.indexOf(window), 1))
      return context.newPage()
    },
  }
}

/** Starts the built product with a small sample company or an empty one, and a Chromium, for the tests of a file. */
export const useStage = (
  options: {
    readonly scale?: number
    readonly env?: () => Readonly<Record<string, string>>
    readonly empty?: boolean
    /** The company to which the sandbox is reset. */
    readonly sample?: () => Promise<Uint8Array<ArrayBuffer>>
  } = {},
): Stage => {
  let running: Running | undefined
  let browser: Browser | undefined
  let windows: Windows | undefined
  let moved = 0
  const scratch = mkdtempSync(path.join(tmpdir(), 'charter-browser-'))
  const clock = {
    now: () => new Date(Date.now() + moved * day).toISOString(),
    addDays: (days: number) => {
      moved += days
    },
  }
  const log = {
    info: () => {},
    debug: () => {},
    warn: () => {},
    error: (details: object, text: string) =>
      process.stderr.write(`${text} ${JSON.stringify(details)}\n`),
  }
  beforeAll(async () => {
    const env = {
      DATA_DIR: scratch,
      PORT: '0',
      DEMO: 'true',
      TICK_SECONDS: '0',
      ...options.env?.(),
    }
    const zone = 'Asia/Shanghai'
    const { scale, empty = false } = options
    if (scale === undefined) {
      const { company, empty: bare } = inject('prepared')
      cpSync(empty ? bare : company, scratch, { recursive: true })
    }
    running = await startServer({
      config: readConfig(env),
      model,
      log,
      clock: clock.now,
      ...(options.sample && { sample: options.sample }),
      beforeListen: async (parts) => {
        if (scale !== undefined) await loadSample({ ...parts, zone, clock: clock.now, scale })
      },
    })
    browser = await chromium.launch({
      executablePath: provideChromium(),
      args: [...browserArguments],
      // Without a locale of UTF-8 Chromium gives no file a Chinese name.
      env: { ...process.env, LANG: 'C.UTF-8' },
    })
    windows = windowsOf(browser, running.url)
  })
  afterAll(async () => {
    await browser?.close()
    await running?.close()
    rmSync(scratch, { recursive: true, force: true })
  })
  const url = () => {
    if (!running) throw new Error('the server starts before the first test')
    return running.url
  }
  const openPage = async (look: Look): Promise<Opened> => {
    if (!windows) throw new Error('the browser starts before the first test')
    const page = await windows.page(look)
    page.setDefaultTimeout(patience)
    const problems: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(error.message))
    return { page, problems }
  }
  return {
    url,
    clock,
    running: () => {
      if (!running) throw new Error('the server starts before the first test')
      return running
    },
    open: async (visit, at = '/') => {
      const opened = await openPage(visit)
      const { page } = opened
      const signedIn = await page.context().request.post(`${url()}/api/session`, {
        data: 'account' in visit ? visit.account : { persona: visit.persona },
        headers: { origin: url() },
      })
      if (!signedIn.ok()) throw new Error(`could not sign in: ${signedIn.status()}`)
      await goTo(page, url() + at)
      return opened
    },
    visit: async (at, look = {}) => {
      const opened = await openPage(look)
      await goTo(opened.page, url() + at)
      return opened
    },
  }
}
