import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useStage } from './server.ts'

const stage = useStage()

type Answer = { readonly rows: readonly Readonly<Record<string, number>>[] }

const ask = async (page: Page, resource: string, query: object): Promise<Answer> => {
  const answer = await page.request.post(`${stage.url()}/api/${resource}/aggregate`, {
    data: query,
    headers: { origin: stage.url() },
  })
  return (await answer.json()) as Answer
}

const filterOf = (page: Page): unknown =>
  JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '{}')

const exact = (value: number) =>
  new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    value,
  )

describe('a number on a dashboard', () => {
  test('opens exactly the receivables behind the balance: the same count and sum', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/dashboards/receivables')
    const card = page.getByRole('article', { name: '应收余额' })
    const shown = await card.locator('[title]').first().getAttribute('title')
    const said = await card
      .getByText(/未结清笔数 [\d,]+/)
      .first()
      .innerText()
    const count = /未结清笔数 ([\d,]+)/.exec(said)?.[1]
    await card.getByRole('link').first().click()
    await page.getByText(`筛选合计 ${count} 条`).waitFor()
    const { rows } = await ask(page, 'receivables', {
      measures: ['sum:balance', 'count:rows'],
      filter: filterOf(page),
    })
    expect(exact(rows[0]?.['sum:balance'] ?? 0)).toBe(shown)
    expect(problems).toEqual([])
    await page.close()
  })

  test('opens exactly the order lines behind a cell of region by month', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/dashboards/sales')
    const cell = page.getByRole('article', { name: '地区 × 月份' }).getByRole('link').first()
    const figure = /: ([\d,.]+)$/.exec((await cell.getAttribute('title')) ?? '')?.[1] ?? 'no figure'
    await cell.click()
    await page.getByText(figure).first().waitFor()
    const { rows } = await ask(page, 'order_lines', { measures: ['sales'], filter: filterOf(page) })
    expect(exact(rows[0]?.sales ?? 0)).toBe(figure)
    const list = await page.request.get(
      `${stage.url()}/api/order_lines?range=[0,0]&filter=${encodeURIComponent(JSON.stringify(filterOf(page)))}`,
    )
    const total = list.headers()['content-range']?.split('/')[1]
    await page.getByText(`${total} 条`).first().waitFor()
    expect(problems).toEqual([])
    await page.close()
  })
})

describe('a board on a wall', () => {
  test('stands alone on the whole screen, with its choices in words, until it is left', async () => {
    const look = { width: 1920, height: 1080 }
    const { page, problems } = await stage.open({ persona: 'executive', ...look }, '/dashboards/receivables') // prettier-ignore
    await page.getByRole('article', { name: '应收余额' }).waitFor()
    await page.getByRole('button', { name: '全屏', exact: true }).click()
    await page.getByRole('button', { name: '退出全屏' }).waitFor()
    await page.getByRole('navigation', { name: '主导航' }).waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: '对比去年同期' }).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '不对比' }).isVisible()).toBe(false)
    await page.getByRole('button', { name: '退出全屏' }).click()
    await page.getByRole('navigation', { name: '主导航' }).waitFor()
    expect(problems).toEqual([])
    await page.close()
  })
})
