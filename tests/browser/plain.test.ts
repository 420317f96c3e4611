import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { writeDbFile } from '../../mock-api/db-file.ts'
import { startMock, type Mock } from '../../mock-api/json-server.ts'
import { provideChromium } from '../provision.ts'
import { browserArguments } from './browser.ts'
import { useStage } from './server.ts'

type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

const zone = 'Asia/Shanghai'
const clock = () => new Date().toISOString()
const directory = mkdtempSync(path.join(tmpdir(), 'charter-plain-'))
const file = path.join(directory, 'db.json')
const inFile = (): Tables => JSON.parse(readFileSync(file, 'utf8')) as Tables // written by json-server
let mock: Mock
let browser: Browser

beforeAll(async () => {
  await writeDbFile(file, { model, zone, clock, scale: 0.02 })
  mock = await startMock({ index: indexModel(model), file, port: 0, zone, clock, console: 'dist' })
  browser = await chromium.launch({
    executablePath: provideChromium(),
    args: [...browserArguments],
  })
})
afterAll(async () => {
  await browser?.close()
  await mock?.close()
  rmSync(directory, { recursive: true, force: true })
})

const openAs = async (role: string, at: string) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' }) // prettier-ignore
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(mock.url, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: new RegExp(`^${role}`) }).click()
  await page.getByRole('navigation').first().waitFor()
  await page.goto(mock.url + at, { waitUntil: 'networkidle' })
  return { page, problems }
}

const titleOf = (page: Page) => page.getByRole('heading', { level: 1 })

describe('the console over json-server', () => {
  test('says what a plain backend does not enforce', async () => {
    const { page, problems } = await openAs('业务员', '/customers')
    await page.getByRole('button', { name: '普通数据源' }).click()
    await page.getByText('不检查权限：您选择的角色只决定页面显示什么。').waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('an edit is kept in the file, and an edit of the file is seen', async () => {
    const { page, problems } = await openAs('业务员', '/')
    const [customer] = inFile().customers ?? []
    await page.goto(`${mock.url}/customers/${String(customer?.id)}`, { waitUntil: 'networkidle' })
    const field = page.getByRole('textbox', { name: '地址', exact: true })
    await field.fill('苏州市新路 8 号')
    await page.getByRole('button', { name: '保存' }).click()
    await titleOf(page)
      .filter({ hasText: String(customer?.name) })
      .waitFor()
    await expect.poll(() => inFile().customers?.find(({ id }) => id === customer?.id)?.address).toBe('苏州市新路 8 号') // prettier-ignore

    const tables = inFile()
    const renamed = tables.customers?.map((row) => row.id === customer?.id ? { ...row, name: '手工改名公司' } : row) // prettier-ignore
    writeFileSync(file, JSON.stringify({ ...tables, customers: renamed }, null, 2))
    await expect.poll(async () => {
      await page.goto(`${mock.url}/customers/${String(customer?.id)}/show`, { waitUntil: 'networkidle' })
      return titleOf(page).textContent()
    }, { timeout: 20_000 }).toContain('手工改名公司') // prettier-ignore
    expect(problems).toEqual([])
    await page.close()
  })

  test('a board counts the rows of the file', async () => {
    const { page, problems } = await openAs('公司领导', '/dashboards/receivables')
    const open = (inFile().receivables ?? []).filter(({ state }) => !['settled', 'written_off', 'void'].includes(String(state))) // prettier-ignore
    const card = page.getByRole('article', { name: '应收余额' })
    await card.getByText(`未结清笔数 ${open.length}`).waitFor()
    expect(problems).toEqual([])
    await page.close()
  })
})

describe('one console over two backends', () => {
  const stage = useStage({ env: () => ({ CONNECT_TO: mock.url }) })

  test('products come from the file, everything else from the server', async () => {
    const { page } = await stage.open({ persona: 'admin' }, '/')
    await page.route('**/config.json', (route) =>
      route.fulfill({
        json: {
          backends: {
            server: { provider: 'simple-rest', url: 'api' },
            file: { provider: 'json-server', url: `${mock.url}/api` },
          },
          resources: { '*': 'server', products: 'file' },
        },
      }),
    )
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const tables = inFile()
    const products = tables.products?.map((row, i) => (i === 0 ? { ...row, name: '只在文件里的泵' } : row)) // prettier-ignore
    writeFileSync(file, JSON.stringify({ ...tables, products }, null, 2))
    const filter = encodeURIComponent(JSON.stringify({ q: '只在文件里' }))
    await expect.poll(async () => {
      await page.goto(`${stage.url()}/products?filter=${filter}`, { waitUntil: 'networkidle' })
      return page.getByText('只在文件里的泵').count()
    }, { timeout: 20_000 }).toBeGreaterThan(0) // prettier-ignore
    await page.goto(`${stage.url()}/employees`, { waitUntil: 'networkidle' })
    expect(asked.some((url) => url.startsWith(`${mock.url}/api/products`))).toBe(true)
    expect(asked.some((url) => url.startsWith(`${stage.url()}/api/employees`))).toBe(true)
    expect(asked.some((url) => url.startsWith(`${mock.url}/api/employees`))).toBe(false)
    await page.close()
  })

  test('a configuration that cannot be used is named place by place', async () => {
    const { page } = await stage.open({ persona: 'admin' }, '/')
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { backends: { server: { provider: 'soap', url: 'api' } }, resources: { '*': 'server' } } }),
    ) // prettier-ignore
    await page.reload({ waitUntil: 'networkidle' })
    await page.getByText('backends.server.provider').waitFor()
    await page.getByText('应为 simple-rest, json-server, postgrest, browser 之一').waitFor()
    await page.close()
  })
})
