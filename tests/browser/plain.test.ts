import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { writeDbFile } from '../../mock-api/db-file.ts'
import { startMock, type Mock } from '../../mock-api/json-server.ts'
import { warehouse } from '../conformance/backends/warehouse.ts'
import { provideChromium } from '../provision.ts'
import { browserArguments } from './browser.ts'
import { goTo, reload } from './quiet.ts'
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
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: zone }) // prettier-ignore
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
    await goTo(page, `${mock.url}/customers/${String(customer?.id)}`)
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
      await goTo(page, `${mock.url}/customers/${String(customer?.id)}/show`)
      return titleOf(page).textContent()
    }, { timeout: 60_000 }).toContain('手工改名公司') // prettier-ignore
    expect(problems).toEqual([])
    await page.close()
  })

  test('a record is made, changed by the keyboard and deleted, and nothing goes with it', async () => {
    const { page, problems } = await openAs('业务员', '/customers/create')
    const before = inFile()
    const choose = async (name: RegExp, option: RegExp) => {
      await page.getByRole('combobox', { name }).click()
      await page.getByRole('option', { name: option }).first().click()
    }
    await page.getByRole('textbox', { name: '客户名称' }).fill('手工新客户')
    await choose(/^类型/, /企业/)
    await choose(/^等级/, /普通/)
    await page.getByRole('textbox', { name: '行业' }).fill('机械')
    await page.getByRole('textbox', { name: '地区' }).fill('华东')
    await choose(/^来源/, /./)
    await page.getByRole('button', { name: '保存' }).click()
    await titleOf(page).filter({ hasText: '手工新客户' }).waitFor()
    const made = () => inFile().customers?.find(({ name }) => name === '手工新客户')
    expect(made()).toMatchObject({ state: 'potential', version: 1, outstanding: 0 })

    await page.getByRole('link', { name: '编辑' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: '地址', exact: true }).focus()
    await page.keyboard.type('人民路 1 号')
    await page.keyboard.press('Control+s')
    await expect.poll(() => made()?.address).toBe('人民路 1 号')

    await titleOf(page).filter({ hasText: '手工新客户' }).waitFor()
    await page.getByRole('main').getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '删除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await page.getByText('已删除“手工新客户”').waitFor()
    expect(inFile()).toEqual(before)
    expect(problems).toEqual([])
    await page.close()
  })

  test('a step is taken by its conditions and keeps its dates', async () => {
    const { page, problems } = await openAs('业务员', '/visits')
    const viewer = await page.evaluate(() => localStorage.getItem('charter.viewer') ?? '')
    const { employee } = JSON.parse(viewer) as { readonly employee: string } // written by the console
    // The plans of a month are done at its end: this one is the viewer's, and still to be done.
    const tables = inFile()
    const planned = { state: 'planned', owner_id: employee, actual_at: null, result: null, next_step: null, version: 1 } // prettier-ignore
    const visits = tables.visits?.map((row, i) => (i === 0 ? { ...row, ...planned } : row))
    const [visit] = visits ?? []
    writeFileSync(file, JSON.stringify({ ...tables, visits }, null, 2))
    await expect.poll(async () => {
      await goTo(page, `${mock.url}/visits/${String(visit?.id)}/show`)
      return page.getByRole('button', { name: '完成', exact: true }).count()
    }, { timeout: 60_000 }).toBe(1) // prettier-ignore
    await page.getByRole('button', { name: '完成', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^实际时间/).fill('2026-11-20T09:30')
    await dialog.getByRole('textbox', { name: '了解的需求' }).fill('需要三台计量泵')
    await dialog.getByRole('combobox', { name: /^结果/ }).click()
    await page.getByRole('option').first().click()
    await dialog.getByRole('textbox', { name: '下一步' }).fill('报价')
    await dialog.getByRole('button', { name: '完成', exact: true }).click()
    await page.getByRole('main').getByText('已完成', { exact: true }).first().waitFor()
    const now = inFile().visits?.find(({ id }) => id === visit?.id)
    expect(now).toMatchObject({ state: 'done', actual_at: '2026-11-20T01:30:00.000Z', next_step: '报价', version: 2 }) // prettier-ignore
    expect(now?.recorded_at).toEqual(expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/))
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
      await goTo(page, `${stage.url()}/products?filter=${filter}`)
      return page.getByText('只在文件里的泵').count()
    }, { timeout: 60_000 }).toBeGreaterThan(0) // prettier-ignore
    await goTo(page, `${stage.url()}/employees`)
    expect(asked.some((url) => url.startsWith(`${mock.url}/api/products`))).toBe(true)
    expect(asked.some((url) => url.startsWith(`${stage.url()}/api/employees`))).toBe(true)
    expect(asked.some((url) => url.startsWith(`${mock.url}/api/employees`))).toBe(false)
    await page.close()
  })

  test('a provider file beside the console speaks to a backend of another kind', async () => {
    const { page, problems } = await stage.open({ persona: 'admin' }, '/handbook')
    const answer = warehouse(['甲', '乙'].map((name, i) => ({ id: `w${i}`, code: `WH-${name}`, state: 'received', amount: 5 + i, received_on: '2026-11-02', archived: false, version: 1 }))) // prettier-ignore
    await page.route('**/v2/**', async (route) => {
      const asked = route.request()
      const body = asked.postData()
      const given = await answer(new Request(asked.url(), { method: asked.method(), ...(body !== null && { body }) })) // prettier-ignore
      await route.fulfill({ status: given.status, contentType: 'application/json', body: await given.text() }) // prettier-ignore
    })
    await page.route('**/warehouse.js', (route) => route.fulfill({ path: 'docs/examples/warehouse.js', contentType: 'text/javascript' })) // prettier-ignore
    await page.route('**/config.json', (route) =>
      route.fulfill({
        json: {
          backends: {
            server: { provider: 'simple-rest', url: 'api' },
            warehouse: { provider: './warehouse.js', url: 'v2' },
          },
          resources: { '*': 'server', orders: 'warehouse' },
        },
      }),
    )
    await goTo(page, `${stage.url()}/orders`)
    await page.getByText('WH-甲').first().waitFor()
    const filter = encodeURIComponent(JSON.stringify({ q: 'wh-乙' }))
    await goTo(page, `${stage.url()}/orders?filter=${filter}`)
    await page.getByText('WH-乙').first().waitFor()
    expect(await page.getByText('WH-甲').count()).toBe(0)
    expect(problems).toEqual([])
    await page.close()
  })

  test('a configuration that cannot be used is named place by place', async () => {
    const { page } = await stage.open({ persona: 'admin' }, '/')
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { backends: { server: { provider: 'soap', url: 'api' } }, resources: { '*': 'server' } } }),
    ) // prettier-ignore
    await reload(page)
    await page.getByText('backends.server.provider').waitFor()
    await page.getByText('应为 simple-rest, json-server, postgrest, browser 之一').waitFor()
    await page.unroute('**/config.json')
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { backends: { server: { provider: 'simple-rest', url: 'api' } }, resources: { '*': 'server', ordes: 'server' } } }),
    ) // prettier-ignore
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('没有名为“ordes”的资源（是否想写“orders”？）').waitFor()
    await page.close()
  })
})
