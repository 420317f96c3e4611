import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import { useStage } from './server.ts'

const folder = path.resolve('../shared/data/northwind')
const isThere = existsSync(folder)
if (!isThere)
  process.stderr.write(`SKIPPED: the import of Northwind needs its files in ${folder}\n`)

const stage = useStage({ empty: true })
const file = (name: string) => path.join(folder, name)

/** A file of the folder in which somebody has typed the letter O for a zero. */
const mistyped = (name: string, right: string, wrong: string) => {
  const text = readFileSync(file(name), 'utf8')
  expect(text).toContain(right)
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text.replace(right, wrong)) }
}

const count = async (page: Page, resource: string): Promise<string | null> => {
  const answer = await page.request.get(`${stage.url()}/api/${resource}?range=[0,0]`)
  return answer.headers()['content-range'] ?? null
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const choose = (page: Page, column: string, label: string) =>
  page.getByLabel(`“${column}”对应的字段`).selectOption({ label })

type Chosen = Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]

/** Opens the import of an entity from its list, and chooses files as the system's dialog would. */
const begin = async (page: Page, entity: string, files: Chosen): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: entity, exact: true }).click()
  await page.getByRole('heading', { name: entity, exact: true }).waitFor()
  await page.getByRole('link', { name: '导入', exact: true }).click()
  await page.getByRole('checkbox', { name: /^历史数据/ }).check()
  const dialog = page.waitForEvent('filechooser')
  await press(page, '选择文件…')
  await (await dialog).setFiles(files)
  await page.getByText(/^预览前/).first().waitFor()
  await press(page, '下一步：对应列')
} // prettier-ignore

const tryIt = (page: Page) => press(page, '下一步：试运行')
const write = async (page: Page, records: string): Promise<void> => {
  await page.getByText('没有问题，可以导入').waitFor()
  await press(page, `导入 ${records} 条记录`)
  await page.getByText('导入完成').waitFor()
}

const account = { login: 'root', password: 'correct horse battery' }

beforeAll(async () => {
  await fetch(`${stage.url()}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.url(), 'x-locale': 'zh' },
    body: JSON.stringify(account),
  })
})

describe.skipIf(!isThere)('a newcomer with an empty company and a folder of files', () => {
  test('imports customers, products and orders with the mouse, and takes the last import back', async () => {
    const { page, problems } = await stage.open({ account })

    await begin(page, '客户档案', file('customers.csv'))
    await page.getByText('已对应 5 / 11 列').waitFor()
    await tryIt(page)
    await press(page, '不导入列 phone')
    await write(page, '91')

    await begin(page, '产品与服务', mistyped('products.csv', '18.00', '18.OO'))
    await choose(page, 'unitPrice', '标准价(含税)')
    await choose(page, 'discontinued', '状态')
    await page.getByLabel('“discontinued”中“0”的含义').selectOption({ label: '在售' })
    await page.getByLabel('“discontinued”中“1”的含义').selectOption({ label: '停售' })
    await tryIt(page)
    await page.getByText('1 处问题，改正后才能导入').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    const cell = page.getByLabel('第 2 行 unitPrice')
    expect(await cell.inputValue()).toBe('18.OO')
    await cell.fill('18.00')
    await press(page, '重新试运行')
    await write(page, '77')

    await begin(page, '销售订单', [file('orders.csv'), file('order_details.csv')])
    await page.getByRole('region', { name: '销售订单明细' }).getByText('已对应 4 / 5 列').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await choose(page, 'employeeID', '不导入')
    await choose(page, 'orderDate', '接单日')
    await tryIt(page)
    await write(page, '830')
    await page.getByText('销售订单明细 2,155').waitFor()

    expect(await count(page, 'customers')).toMatch(/\/91$/)
    expect(await count(page, 'products')).toMatch(/\/77$/)
    expect(await count(page, 'orders')).toMatch(/\/830$/)
    // Asked of the database: whoever administers does not see amounts.
    const { kysely } = stage.running().api.parts.database
    const lines = await kysely
      .selectFrom('order_lines')
      .select((e) => [e.fn.countAll().as('rows'), e.fn.sum('line_total').as('net')])
      .executeTakeFirst()
    expect([Number(lines?.['rows']), String(lines?.['net'])]).toEqual([2155, '1265793.0395'])

    await page.getByRole('link', { name: '查看新建的 830 条' }).first().click()
    await page.getByText('筛选合计 830 条').waitFor()
    await page.goBack()

    await page.getByRole('button', { name: '撤销导入' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click()
    await page.getByText('已撤销', { exact: true }).waitFor()
    expect(await count(page, 'orders')).toMatch(/\/0$/)
    expect(await count(page, 'customers')).toMatch(/\/91$/)
    expect(problems).toEqual([])
    await page.close()
  })
})

test.each([
  ['a desk', 1440, 900, 'zh-CN', false],
  ['a tablet', 1024, 768, 'en-US', true],
  ['a phone', 390, 844, 'zh-CN', true],
] as const)('fits %s, and axe finds nothing', async (_, width, height, locale, dark) => {
  const { page, problems } = await stage.open(
    { account, width, height, locale, dark },
    '/import/customers',
  )
  const upload = { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Phone\nA,call me\n') } // prettier-ignore
  await page.locator('input[type=file]').setInputFiles(upload)
  await page.getByRole('button', { name: /^(下一步|Next)/ }).click()
  await page.getByRole('button', { name: /^(下一步：试运行|Next: try it)/ }).click()
  await page.getByRole('heading', { name: /^(按列汇总|By column)/ }).waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  expect(await accessibilityProblems(page)).toEqual([])
  expect(problems).toEqual([])
  await page.close()
})
