import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { provideChromium } from '../provision.ts'
import { browserArguments } from './browser.ts'
import { serveFiles, type StaticHost } from './static-host.ts'

export type Browsing = {
  /** Settings of the profile as Chromium keeps them. */
  readonly preferences?: object
  readonly serviceWorkers?: 'allow' | 'block'
  readonly arguments?: readonly string[]
}

export type Opened = { readonly page: Page; readonly problems: string[] }

/** The built demonstration on a host of plain files, and browsers that visit it. */
export type Demo = {
  readonly url: () => string
  /** A browser of its own that keeps what pages store, as a person's does. */
  readonly launch: (browsing?: Browsing) => Promise<BrowserContext>
  /** Such a browser for a piece of work, closed after it. */
  readonly withBrowser: (
    browsing: Browsing,
    work: (context: BrowserContext) => Promise<void>,
  ) => Promise<void>
  /** Opens the console and gathers what the browser complains of. */
  readonly open: (context: BrowserContext, at?: string) => Promise<Opened>
}

/** Serves `dist-demo` for the tests of a file. */
export const useDemo = (): Demo => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'charter-tab-'))
  let host: StaticHost | undefined
  let profiles = 0
  beforeAll(async () => {
    host = await serveFiles('dist-demo')
  })
  afterAll(async () => {
    await host?.close()
    rmSync(scratch, { recursive: true, force: true })
  })
  const url = () => {
    if (!host) throw new Error('the host starts before the first test')
    return host.url
  }
  const launch = async (browsing: Browsing = {}): Promise<BrowserContext> => {
    const { preferences, serviceWorkers = 'allow', arguments: more = [] } = browsing
    const profile = path.join(scratch, String((profiles += 1)))
    mkdirSync(path.join(profile, 'Default'), { recursive: true })
    if (preferences) writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences)) // prettier-ignore
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: provideChromium(),
      args: [...browserArguments, ...more],
      env: { ...process.env, LANG: 'C.UTF-8' },
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      serviceWorkers,
    })
    // A database is prepared in each: a matter of seconds where nothing else runs.
    context.setDefaultTimeout(120_000)
    return context
  }
  return {
    url,
    launch,
    withBrowser: async (browsing, work) => {
      const context = await launch(browsing)
      try {
        await work(context)
      } finally {
        await context.close()
      }
    },
    open: async (context, at = '') => {
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(message.text())
      })
      await page.goto(`${url()}#${at}`)
      return { page, problems }
    },
  }
}

/** Signs in as one of the people offered. */
export const signIn = async (page: Page, role: string): Promise<void> => {
  await page.getByRole('button', { name: role }).click()
  await page.getByRole('button', { name: '数据在浏览器里' }).waitFor()
}

type Answer = {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
}

/** Sends a request of the API from the page as the console does, with the body as text. */
export const send = (page: Page, method: string, at: string, body: string | null = null, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  page.evaluate(
    async ([how, where, sent, more]) => {
      const answer = await fetch(`./api${where}`, { method: how, headers: more, ...(sent !== null && { body: sent }) })
      return { status: answer.status, headers: [...answer.headers], text: await answer.text() }
    },
    [method, at, body, headers] as const,
  ) // prettier-ignore

/** Calls the API from the page with JSON. */
export const call = async (page: Page, method: string, at: string, data?: unknown, headers = {}) => {
  const body = data === undefined ? null : JSON.stringify(data)
  const { status, text } = await send(page, method, at, body, { 'content-type': 'application/json', ...headers }) // prettier-ignore
  return { status, body: JSON.parse(text) }
} // prettier-ignore
