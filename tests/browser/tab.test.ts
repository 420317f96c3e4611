import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { provideChromium } from '../provision.ts'
import { browserArguments } from './browser.ts'
import { serveFiles, type StaticHost } from './static-host.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'charter-tab-'))
let host: StaticHost
beforeAll(async () => {
  host = await serveFiles('dist-demo')
})
afterAll(async () => {
  await host.close()
  rmSync(scratch, { recursive: true, force: true })
})

let profiles = 0

type Browsing = {
  /** Settings of the profile as Chromium keeps them. */
  readonly preferences?: object
  readonly serviceWorkers?: 'allow' | 'block'
}

/** A browser of its own that keeps what pages store, as a person's does. */
const withBrowser = async (
  { preferences, serviceWorkers = 'allow' }: Browsing,
  work: (context: BrowserContext) => Promise<void>,
): Promise<void> => {
  const profile = path.join(scratch, String((profiles += 1)))
  mkdirSync(path.join(profile, 'Default'), { recursive: true })
  if (preferences) writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences)) // prettier-ignore
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: provideChromium(),
    args: [...browserArguments],
    env: { ...process.env, LANG: 'C.UTF-8' },
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers,
  })
  // A database is prepared in each: a matter of seconds where nothing else runs.
  context.setDefaultTimeout(120_000)
  try {
    await work(context)
  } finally {
    await context.close()
  }
}

/** Opens the console and gathers what the browser complains of. */
const open = async (context: BrowserContext, at = ''): Promise<{ page: Page; problems: string[] }> => {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  await page.goto(`${host.url}#${at}`)
  return { page, problems }
} // prettier-ignore

const signIn = async (page: Page, role: string): Promise<void> => {
  await page.getByRole('button', { name: role }).click()
  await page.getByRole('button', { name: '数据在浏览器里' }).waitFor()
}

/** Calls the API from the page as the console does. */
const call = (page: Page, method: string, at: string, data?: unknown, headers = {}) =>
  page.evaluate(
    async ([how, where, body, more]) => {
      const answer = await fetch(`./api${where}`, {
        method: how,
        headers: { 'content-type': 'application/json', ...more },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    [method, at, data, headers] as const,
  )

const rename = async (page: Page, name: string): Promise<string> => {
  const { body } = await call(page, 'GET', '/customers?range=[0,0]&filter={"state":"active"}')
  const [{ id, version }] = body
  const saved = await call(page, 'PATCH', `/customers/${id}`, { address: name }, { 'if-match': `"${version}"` }) // prettier-ignore
  expect([saved.status, saved.body.address]).toEqual([200, name])
  return id
}

describe('the console on the API in the tab', () => {
  test('prepares the company, enforces rights and workflow, and keeps what was changed when the page is loaded again', async () => {
    await withBrowser({}, async (context) => {
      const { page, problems } = await open(context, '/orders')
      await page.getByRole('progressbar', { name: '正在这个浏览器里准备章程' }).waitFor()
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      const denied = await call(page, 'GET', '/payroll_that_is_not_there')
      expect([denied.status, denied.body.code]).toEqual([404, 'not_found'])
      const id = await rename(page, '重新载入后仍在')
      const stale = await call(page, 'PATCH', `/customers/${id}`, { address: '旧版本' }, { 'if-match': '"1"' }) // prettier-ignore
      expect([stale.status, stale.body.code]).toEqual([409, 'stale_version'])
      await page.reload()
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      const again = await call(page, 'GET', `/customers/${id}`)
      expect(again.body.address).toBe('重新载入后仍在')
      expect(problems.filter((text) => !text.includes('status of 404') && !text.includes('status of 409'))).toEqual([]) // prettier-ignore
    })
  })

  test('a second tab shares the database and the session', async () => {
    await withBrowser({}, async (context) => {
      const first = await open(context, '/customers')
      await signIn(first.page, '业务员')
      const second = await open(context, '/customers')
      await second.page.getByRole('table').getByRole('row').nth(1).waitFor()
      const id = await rename(first.page, '两个标签页')
      expect((await call(second.page, 'GET', `/customers/${id}`)).body.address).toBe('两个标签页')
    })
  })

  test('without shared workers a second tab says that the first has the data, and goes on when it is closed', async () => {
    await withBrowser({}, async (context) => {
      await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))
      const first = await open(context)
      await signIn(first.page, '业务员')
      const second = await open(context)
      await second.page.getByText('另一个标签页正在使用这份数据').waitFor()
      await first.page.close()
      await second.page.getByRole('button', { name: '数据在浏览器里' }).waitFor()
    })
  })

  test('boards count, lists are exported and printed pages open, all from inside the browser', async () => {
    await withBrowser({}, async (context) => {
      const { page } = await open(context, '/dashboards/sales')
      await signIn(page, '公司领导')
      await page.goto(`${host.url}#/dashboards/sales`)
      await page.getByRole('heading', { name: '销售' }).first().waitFor()
      await page.goto(`${host.url}#/orders`)
      await page.getByRole('button', { name: '导出' }).click()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: /CSV/ }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(/\.csv$/)
    })
  })
})

describe('a browser that does not let everything happen', () => {
  test('without a service worker the page hands calls over itself, and says so', async () => {
    await withBrowser({ serviceWorkers: 'block' }, async (context) => {
      const { page } = await open(context, '/customers')
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      await page.getByRole('button', { name: '数据在浏览器里' }).click()
      await page.getByText('浏览器没有启用服务工作线程').waitFor()
    })
  })

  test('one that keeps nothing for the page runs all in memory, and says so', async () => {
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
    await withBrowser({ preferences }, async (context) => {
      const { page } = await open(context, '/customers')
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      await page.getByRole('button', { name: '数据在浏览器里' }).click()
      await page.getByText('这个浏览器不允许保存数据').waitFor()
    })
  })

  test('one that is full refuses the change with a page that says what to do; what was kept before is there again', async () => {
    await withBrowser({}, async (context) => {
      const { page } = await open(context, '/customers')
      await signIn(page, '业务员')
      const id = await rename(page, '之前保存的')
      const devtools = await context.newCDPSession(page)
      const { origin } = new URL(host.url)
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 })
      const answers: number[] = []
      // The browser may still have a little room; sooner or later it has none.
      while (answers.length < 50 && !answers.some((status) => status !== 201)) {
        const body = { body: `第 ${answers.length + 1} 条` }
        const answer = call(page, 'POST', `/customers/${id}/comments`, body).then(({ status }) => status) // prettier-ignore
        answers.push(await answer.catch(() => 0))
      }
      await page.getByText('浏览器没有空间保存了').waitFor()
      await devtools.send('Storage.overrideQuotaForOrigin', { origin })
      await page.getByRole('button', { name: '重新载入' }).click()
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      expect((await call(page, 'GET', `/customers/${id}`)).body.address).toBe('之前保存的')
      const { body: comments } = await call(page, 'GET', `/customers/${id}/comments`)
      expect(comments).toHaveLength(answers.filter((status) => status === 201).length)
    })
  })
})
