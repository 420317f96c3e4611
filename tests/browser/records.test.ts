import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { goTo, reload } from './quiet.ts'
import { useStage } from './server.ts'

const stage = useStage()

type Record = { readonly id: string; readonly version: number; readonly name: string }

/** What the server knows, read as the person who looks at the page. */
const api = async <T>(page: Page, path: string): Promise<T> =>
  (await (await page.context().request.get(`${stage.url()}/api${path}`)).json()) as T // the contract of the API

test('a list is downloaded whole, as it is filtered, for spreadsheets', async () => {
  const filter = encodeURIComponent(JSON.stringify({ state: ['settled'] }))
  const { page, problems } = await stage.open({ persona: 'finance' }, `/receivables?filter=${filter}`) // prettier-ignore
  const shown = await page
    .getByText(/^共 [\d,]+ 条$|，共 [\d,]+$/)
    .first()
    .textContent()
  await page.getByRole('button', { name: '导出', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  const lines = text.trim().split('\r\n')
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(lines[0]).toContain('状态')
  expect(lines.length - 1).toBe(
    Number(/([\d,]+)( 条)?$/.exec(shown ?? '')?.[1]?.replaceAll(',', '')),
  )
  expect(problems).toEqual([])
  await page.close()
})

test('a file is put to a record and comes back as it was', async () => {
  const { page, problems } = await stage.open({ persona: 'finance' })
  const [receivable] = await api<Record[]>(page, '/receivables?range=[0,0]')
  await goTo(page, `${stage.url()}/receivables/${receivable?.id}/show?tab=files`) // prettier-ignore
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByText('上传文件').click(),
  ])
  await chooser.setFiles({ name: '对账单.csv', mimeType: 'text/csv', buffer: Buffer.from('客户,金额\r\n甲,1\r\n') }) // prettier-ignore
  const link = page.getByRole('link', { name: /\.csv/ })
  await link.waitFor()
  const answer = await page.context().request.get(`${stage.url()}${await link.getAttribute('href')}`) // prettier-ignore
  expect(await answer.text()).toBe('客户,金额\r\n甲,1\r\n')
  expect(problems).toEqual([])
  await page.close()
})

test('a secret value is shown on request only', async () => {
  const { page, problems } = await stage.open({ persona: 'finance' })
  const [product] = await api<(Record & { unit_cost?: number })[]>(page, '/products?range=[0,0]')
  await goTo(page, `${stage.url()}/products/${product?.id}/show`)
  const hidden = page.getByRole('button', { name: /••••••/ })
  await hidden.first().waitFor()
  const before = await hidden.count()
  const { unit_cost: cost } = await api<{ unit_cost: number }>(page, `/products/${product?.id}?reveal=unit_cost`) // prettier-ignore
  expect(product?.unit_cost ?? null).toBeNull()
  await hidden.first().click()
  await page.getByText(cost.toLocaleString('zh-CN')).first().waitFor()
  expect(await hidden.count()).toBe(before - 1)
  expect(problems).toEqual([])
  await page.close()
})

test('what somebody else changes is seen without a reload, and Ctrl+S saves', async () => {
  const mine = await stage.open({ persona: 'sales' })
  const mineOnly = encodeURIComponent(JSON.stringify({ owner_id: '$me' }))
  const [customer] = await api<Record[]>(mine.page, `/customers?filter=${mineOnly}&range=[0,0]`)
  const address = `${stage.url()}/customers/${customer?.id}`
  const listens = mine.page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/events') // prettier-ignore
  await mine.page.goto(`${address}/show`, { waitUntil: 'domcontentloaded' })
  await listens
  await mine.page.getByRole('heading', { level: 1 }).filter({ hasText: customer?.name ?? '' }).waitFor() // prettier-ignore

  const other = await stage.open({ persona: 'sales' })
  await goTo(other.page, address)
  await other.page.getByRole('textbox', { name: '地址', exact: true }).fill('实时路 77 号')
  await other.page.keyboard.press('Control+s')
  await other.page.waitForURL(/show$/)
  await mine.page.getByText('实时路 77 号').first().waitFor()
  expect([...mine.problems, ...other.problems]).toEqual([])
  await mine.page.close()
  await other.page.close()
})

test('what was typed and not saved is offered again after a reload', async () => {
  const { page, problems } = await stage.open({ persona: 'sales' })
  const mineOnly = encodeURIComponent(JSON.stringify({ owner_id: '$me' }))
  const [customer] = await api<Record[]>(page, `/customers?filter=${mineOnly}&range=[0,0]`)
  await goTo(page, `${stage.url()}/customers/${customer?.id}`)
  const field = page.getByRole('textbox', { name: '地址', exact: true })
  await field.fill('草稿路 1 号')
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(localStorage)))
    .toContain('草稿路 1 号')
  await reload(page)
  await page.getByText(/未保存内容已保留/).waitFor()
  await page.getByRole('button', { name: '恢复', exact: true }).click()
  await expect.poll(() => field.inputValue()).toBe('草稿路 1 号')
  expect(problems).toEqual([])
  await page.close()
})
