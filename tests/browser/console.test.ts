import { describe, expect, test } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import { goTo } from './quiet.ts'
import { useStage } from './server.ts'

const stage = useStage()
describe('the console', () => {
  test('signs in as a person with one click and greets by name', async () => {
    const { page, problems } = await stage.open({ persona: 'finance' })
    await page.context().clearCookies()
    await goTo(page, stage.url())
    await page.getByRole('button', { name: /财务/ }).first().click()
    await page.getByRole('heading', { name: /章晓红|周敏|云飞|苏文静/ }).waitFor()
    expect(problems.filter((text) => !text.includes('401'))).toEqual([])
    await page.close()
  })

  test('lists receivables with names, words and totals over the whole filter', async () => {
    const { page, problems } = await stage.open({ persona: 'finance' }, '/receivables')
    await page.getByRole('heading', { name: '应收账款' }).waitFor()
    const answer = await page.request.post(`${stage.url()}/api/receivables/aggregate`, {
      data: { measures: ['sum:balance', 'count:rows'] },
      headers: { origin: stage.url() },
    })
    const { rows } = (await answer.json()) as { rows: readonly Record<string, number>[] }
    const count = new Intl.NumberFormat('zh-CN').format(rows[0]?.['count:rows'] ?? 0)
    await page.getByText(`筛选合计 ${count} 条`).waitFor()
    const sum = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(
      rows[0]?.['sum:balance'] ?? 0,
    )
    await page.getByText(sum, { exact: true }).first().waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('opens a record with its steps, sections and history', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/orders')
    await page.getByRole('link', { name: /^DD-/ }).first().click()
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
    await page
      .getByText(/DD-\d{6}-\d{4}/)
      .first()
      .waitFor()
    await page.waitForFunction(() => document.title.includes('DD-'))
    expect(problems).toEqual([])
    await page.close()
  })

  test('speaks English throughout when asked', async () => {
    const { page } = await stage.open({ persona: 'executive' }, '/orders')
    await page.getByRole('heading', { name: '销售订单' }).waitFor()
    await page.getByRole('button', { name: '切换语言' }).click()
    await page.getByRole('heading', { name: 'Orders' }).waitFor()
    await page.close()
  })

  test.each([
    ['a desk', 1440, 900],
    ['a tablet', 1024, 768],
    ['a phone', 390, 844],
  ])('fits %s without scrolling sideways', async (_, width, height) => {
    const { page, problems } = await stage.open({ persona: 'sales', width, height }, '/customers')
    await page.getByRole('heading', { name: '客户档案' }).waitFor()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
    expect(problems).toEqual([])
    await page.close()
  })

  test.each([
    ['/', false],
    ['/receivables', false],
    ['/receivables', true],
  ])('axe finds nothing on %s (dark: %s)', async (at, dark) => {
    const { page } = await stage.open({ persona: 'finance', dark }, at)
    await page.getByRole('main').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.close()
  })
})
