import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import simpleRest from 'ra-data-simple-rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#model/language/time.ts'
import { httpTo } from '../conformance/backends/listen.ts'
import { examine } from '../conformance/kit.ts'
import { choose, fill, inState, pick, save, takeStep } from './pages.ts'
import { opener, openPanel, panel, part, press } from './sandbox-panel.ts'
import { call, send, signIn, useDemo, type Opened } from './tab-demo.ts'

const demo = useDemo()
let context: BrowserContext
let visit: Opened

/** One visit for all: a second tab keeps the worker when the page is loaded again, as it does for a person. */
beforeAll(async () => {
  context = await demo.launch()
  visit = await demo.open(context)
  await signIn(visit.page, '业务员')
  await demo.open(context)
})
afterAll(() => context.close())

const goTo = (page: Page, at: string) => page.goto(`${demo.url()}#${at}`)
const pathOf = (page: Page): string => new URL(page.url()).hash.slice(1)

/** Becomes another person by the sandbox panel, and stays on the page. */
const actAs = async (page: Page, name: string): Promise<void> => {
  await openPanel(page)
  await panel(page).getByRole('searchbox').fill(name)
  await Promise.all([
    page.waitForEvent('load'),
    part(page, '身份').getByRole('button').filter({ has: page.getByText(name, { exact: true }) }).click(),
  ])
  await page.getByRole('button', { name: `账户：${name}` }).waitFor()
} // prettier-ignore

const today = async (page: Page): Promise<string> => (await call(page, 'GET', '/sandbox')).body.day

const countOf = async (page: Page, resource: string): Promise<number> => {
  const { headers } = await send(page, 'GET', `/${resource}?range=[0,0]`)
  return Number(new Map(headers).get('content-range')?.split('/')[1])
}

test('the API in the tab passes every question of the conformance suite', async () => {
  const { page } = visit
  const { body: viewer } = await call(page, 'POST', '/session', { persona: 'finance' })
  const { body: customers } = await call(page, 'GET', '/customers?range=[0,0]')
  const overTab = httpTo(async (request) => {
    const { pathname, search } = new URL(request.url)
    const body = ['GET', 'HEAD'].includes(request.method) ? null : await request.text()
    const at = pathname.slice('/api'.length) + search
    const { status, headers, text } = await send(page, request.method, at, body, { ...Object.fromEntries(request.headers), 'x-locale': 'en' }) // prettier-ignore
    return new Response(text, {
      status,
      headers: headers.map(([k, v]): [string, string] => [k, v]),
    })
  })
  const provider = simpleRest('http://tab.test/api', overTab)
  const example = { customer_id: customers[0].id, owner_id: viewer.employee, amount: 1200, received_on: '2026-11-02', method: 'transfer', account: '工行 001' } // prettier-ignore
  const kinds = { code: 'text', customer_id: 'key', state: 'key', received_on: 'day', amount: 'number', account: 'text', created_at: 'moment' } as const // prettier-ignore
  const findings = await examine({ provider, resource: 'payments', kinds, mayWrite: true, example })
  expect(findings).toHaveLength(21)
  expect(findings.filter(({ result }) => result !== 'pass')).toEqual([])
  // The suite asks for what is refused, and the browser's console says so.
  visit.problems.length = 0
})

describe('work in the tab', () => {
  test('a file is imported by mouse, and the import is taken back', async () => {
    const { page, problems } = visit
    await actAs(page, '王芳')
    const before = await countOf(page, 'customers')
    await goTo(page, '/customers')
    await page.getByRole('link', { name: '导入', exact: true }).click()
    const text = [
      '客户名称,统一社会信用代码/税号,类型,等级,来源,行业,地区,地址',
      '昆山瑞鑫装备有限公司,913205900007770013,企业,潜在客户,自主开发,装备,华东,昆山市前进路 8 号',
      '太仓恒远机电有限公司,913205850008880024,企业,潜在客户,自主开发,机电,华东,太仓市人民路 1 号',
    ].join('\n')
    const dialog = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '选择文件…' }).click()
    await (await dialog).setFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }) // prettier-ignore
    await page
      .getByText(/^预览前/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: '下一步：对应列' }).click()
    await page.getByText('已对应 8 / 8 列').waitFor()
    await page.getByRole('button', { name: '下一步：试运行' }).click()
    await page.getByText('1 处问题，改正后才能导入').waitFor()
    await page.getByLabel('第 3 行 统一社会信用代码/税号').fill('91320585000888002G')
    await page.getByRole('button', { name: '重新试运行' }).click()
    await page.getByText('没有问题，可以导入').waitFor()
    expect(await countOf(page, 'customers')).toBe(before)
    await page.getByRole('button', { name: '导入 2 条记录' }).click()
    await page.getByText('导入完成').waitFor()
    expect(await countOf(page, 'customers')).toBe(before + 2)
    await page.getByRole('button', { name: '撤销导入' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click()
    await page.getByText('已撤销', { exact: true }).waitFor()
    expect(await countOf(page, 'customers')).toBe(before)
    expect(problems).toEqual([])
  })

  test('a contract gets its number when it is sent to review, every department agrees, and it is signed', async () => {
    const { page, problems } = visit
    await actAs(page, '王芳')
    const [like] = (await call(page, 'GET', '/contracts?range=[0,0]')).body
    const { customer_id, rights_obligations, delivery_terms, quality_acceptance, breach_liability, dispute_resolution, signatory_id } = like // prettier-ignore
    const { body: signatory } = await call(page, 'GET', `/employees/${signatory_id}`)
    const [{ product_id }] = like.lines
    const drafted = await call(page, 'POST', '/contracts', {
      title: '计量柱塞泵供货', kind: 'single', customer_id, our_entity: '华澄精密有限公司', payment_method: 'on_delivery',
      lines: [{ product_id, quantity: 10 }],
      payment_schedule: [{ name: '货款', trigger: 'delivery', offset_days: 30, percent: 100 }],
      delivery_on: addDays(await today(page), 60), delivery_terms, rights_obligations, quality_acceptance, breach_liability,
      dispute_resolution, signatory_id,
    }) // prettier-ignore
    expect(drafted).toMatchObject({ status: 201, body: { code: null, state: 'draft' } })
    const at = `/contracts/${drafted.body.id}`
    await goTo(page, `${at}/show`)
    await takeStep(page, '送审')
    await inState(page, '评审中')
    expect((await call(page, 'GET', at)).body.code).toMatch(/^HT-\d{4}-XSHD-\d{4}$/)
    for (const reviewer of ['周敏', '潘律明', '施建军']) {
      await actAs(page, reviewer)
      await goTo(page, `${at}/show`)
      await takeStep(page, '同意', (dialog) => fill(dialog, '意见', '条款可行'))
    }
    await actAs(page, signatory.name)
    await goTo(page, `${at}/show`)
    await inState(page, '待签')
    await takeStep(page, '签订', async (dialog) => fill(dialog, '签订日期', await today(page)))
    await inState(page, '已签')
    const history = page.getByRole('region', { name: '动态' })
    await history.getByText('施建军').first().waitFor()
    expect(problems).toEqual([])
  })

  test('a payment gets the next number and settles what is owed; both tell it in their history', async () => {
    const { page, problems } = visit
    await actAs(page, '章晓红')
    const first = async (at: string) => (await call(page, 'GET', `${at}&range=[0,0]`)).body[0]
    const last = await first('/payments?sort=["code","DESC"]')
    const owed = await first('/receivables?filter={"balance":{"$gt":0}}&sort=["due_on","ASC"]')
    const { body: customer } = await call(page, 'GET', `/customers/${owed.customer_id}`)
    await goTo(page, '/payments/create')
    await pick(page, '客户', customer.name)
    await fill(page, '金额', String(owed.balance))
    await choose(page, '方式', '银行转账')
    await fill(page, '收款账户', '工行 001')
    await page.getByRole('button', { name: '按到期先后分配剩余金额' }).click()
    await save(page)
    const at = pathOf(page).replace(/\/show$/, '')
    const { body: payment } = await call(page, 'GET', at)
    expect(payment.code > last.code).toBe(true)
    await page.getByRole('heading', { name: payment.code }).waitFor()
    await takeStep(page, '核销')
    await inState(page, '已核销')
    const history = page.getByRole('region', { name: '动态' })
    await history.getByText('新建了记录').waitFor()
    await history
      .getByText(/已核销/)
      .first()
      .waitFor()
    expect((await call(page, 'GET', `/receivables/${owed.id}`)).body).toMatchObject({ state: 'settled', balance: 0 }) // prettier-ignore
    await goTo(page, `/receivables/${owed.id}/show`)
    await inState(page, '已结清')
    expect(problems).toEqual([])
  })

  test('a figure of a board is what the API answers for the same question, and opens the records behind it', async () => {
    const { page, problems } = visit
    await actAs(page, '陈国梁')
    await goTo(page, '/dashboards/receivables')
    const card = page.getByRole('article', { name: '应收余额' })
    const shown = await card.locator('[title]').first().getAttribute('title')
    const count = /未结清笔数 ([\d,]+)/.exec(await card.innerText())?.[1]
    await card.getByRole('link').first().click()
    await page.getByText(`筛选合计 ${count} 条`).waitFor()
    const filter = JSON.parse(new URLSearchParams(pathOf(page).split('?')[1]).get('filter') ?? '{}')
    const { body } = await call(page, 'POST', '/receivables/aggregate', { measures: ['sum:balance', 'count:rows'], filter }) // prettier-ignore
    const money = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 })
    expect(money.format(body.rows[0]['sum:balance'])).toBe(shown)
    expect(body.rows[0]['count:rows'].toLocaleString('zh-CN')).toBe(count)
    expect(body.rows[0]['count:rows']).toBeGreaterThan(10)
    expect(problems).toEqual([])
  })
})

describe('the sandbox in the tab', () => {
  const addressOf = async (page: Page): Promise<{ readonly id: string; readonly version: number; readonly address: string }> => (await call(page, 'GET', '/customers?range=[0,0]&sort=["code","ASC"]')).body[0] // prettier-ignore

  test('moves the clock by a day with the work that is due, and the console follows', async () => {
    const { page } = visit
    await actAs(page, '王芳')
    const day = await today(page)
    await openPanel(page)
    await press(page, '时钟', '+1 天')
    await part(page, '时钟')
      .getByText(/^拨快了 1 天，办理 \d+ 项到期工作。$/)
      .waitFor({ timeout: 180_000 })
    await page.keyboard.press('Escape')
    await page.getByRole('main').getByText(addDays(day, 1)).waitFor()
    expect(await opener(page).textContent()).toBe(`${addDays(day, 1)}，快 1 天`)
  })

  test('is exported as a file, reset, and imported again', async () => {
    const { page } = visit
    const { id, version } = await addressOf(page)
    await call(page, 'PATCH', `/customers/${id}`, { address: '带走的地址' }, { 'if-match': `"${version}"` }) // prettier-ignore
    await openPanel(page)
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '数据', '导出文件')]) // prettier-ignore
    const kept = readFileSync(await download.path())
    await press(page, '数据', '重置为示例公司')
    await Promise.all([page.waitForEvent('load'), press(page, '数据', '确定')])
    await opener(page).waitFor()
    expect((await addressOf(page)).address).not.toBe('带走的地址')
    expect(await opener(page).textContent()).toBe('')
    await openPanel(page)
    const file = { name: 'kept.gz', mimeType: 'application/gzip', buffer: kept }
    await part(page, '数据').locator('input[type=file]').setInputFiles(file)
    await part(page, '数据').getByText('用“kept.gz”替换现有全部数据？').waitFor()
    await Promise.all([page.waitForEvent('load'), press(page, '数据', '确定')])
    await opener(page).getByText('快 1 天').waitFor()
    expect((await addressOf(page)).address).toBe('带走的地址')
  })
})
