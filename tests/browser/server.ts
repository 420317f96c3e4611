import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { model } from '#model/index.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { readConfig } from '../../server/config.ts'
import { startServer, type Running } from '../../server/host.ts'
import { provideChromium } from '../provision.ts'
import { browserArguments } from './browser.ts'

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
  /** Opens a page; `problems` gathers what the browser's console complains of. */
  readonly open: (
    visit: Visit,
    at?: string,
  ) => Promise<{ readonly page: Page; readonly problems: string[] }>
}

const day = 86_400_000

/** Starts the built product with a small sample company or an empty one, and a Chromium, for the tests of a file. */
export const useStage = (
  options: {
    readonly scale?: number
    readonly env?: () => Readonly<Record<string, string>>
    readonly empty?: boolean
  } = {},
): Stage => {
  let running: Running | undefined
  let browser: Browser | undefined
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
    running = await startServer({
      config: readConfig(env),
      model,
      log,
      clock: clock.now,
      beforeListen: async (parts) => {
        if (options.empty) return
        await loadSample({ ...parts, zone, clock: clock.now, scale: options.scale ?? 0.02 })
      },
    })
    browser = await chromium.launch({
      executablePath: provideChromium(),
      args: [...browserArguments],
      // Without a locale of UTF-8 Chromium gives no file a Chinese name.
      env: { ...process.env, LANG: 'C.UTF-8' },
    })
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
  return {
    url,
    clock,
    running: () => {
      if (!running) throw new Error('the server starts before the first test')
      return running
    },
    open: async (
      { width = 1440, height = 900, locale = 'zh-CN', dark = false, ...who },
      at = '/',
    ) => {
      if (!browser) throw new Error('the browser starts before the first test')
      const context = await browser.newContext({
        viewport: { width, height },
        locale,
        timezoneId: 'Asia/Shanghai',
        colorScheme: dark ? 'dark' : 'light',
      })
      const page = await context.newPage()
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          problems.push(message.text())
      })
      page.on('pageerror', (error) => problems.push(error.message))
      const signedIn = await context.request.post(`${url()}/api/session`, {
        data: 'account' in who ? who.account : who,
        headers: { origin: url() },
      })
      if (!signedIn.ok()) throw new Error(`could not sign in: ${signedIn.status()}`)
      await page.goto(url() + at, { waitUntil: 'networkidle' })
      return { page, problems }
    },
  }
}
