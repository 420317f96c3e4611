import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useStage } from './server.ts'

const stage = useStage()

const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true })
const rule = '少于 5 人时不显示，以免看出个人的得分'

/** How many sheets the list shows that a figure has opened. */
const listed = async (page: Page): Promise<number> => {
  const filter = new URL(page.url()).searchParams.get('filter') ?? '{}'
  const query = `range=[0,0]&filter=${encodeURIComponent(filter)}`
  const answer = await page.request.get(`${stage.url()}/api/appraisals?${query}`)
  return Number(answer.headers()['content-range']?.split('/')[1])
}

describe('the board of appraisals', () => {
  test('shows HR everybody, and opens exactly the sheets behind a figure', async () => {
    const { page, problems } = await stage.open({ persona: 'hr' }, '/dashboards/appraisals')
    await card(page, '部门得分').getByText('仓储物流部').first().waitFor()
    await card(page, '排名').getByRole('row').nth(2).waitFor()
    await card(page, '本部门平均（匿名）').getByText(rule).waitFor()
    const mean = card(page, '平均得分')
    const said = await mean
      .getByText(/有得分的结果 \d+/)
      .first()
      .innerText()
    const behind = Number(/有得分的结果 (\d+)/.exec(said)?.[1])
    expect(behind).toBeGreaterThan(5)
    await mean.getByRole('link').first().click()
    await page.waitForURL(/\/appraisals\?/)
    expect(await listed(page)).toBe(behind)
    expect(problems).toEqual([])
    await page.close()
  })

  test('shows a person the own result beside the mean of the department, and nobody else', async () => {
    const { page, problems } = await stage.open({ persona: 'sales' }, '/dashboards/appraisals')
    const { personas } = await (await page.request.get(`${stage.url()}/api/session/options`)).json()
    const me: string = personas.find(({ persona }: { persona: string }) => persona === 'sales').name
    await card(page, '本部门平均（匿名）').getByText(rule).waitFor()
    const rows = card(page, '员工得分').getByRole('row')
    await rows.nth(1).waitFor()
    expect(await rows.count()).toBe(2)
    await rows.nth(1).getByText(me).waitFor()
    await card(page, '平均得分')
      .getByText(/有得分的结果 1$/)
      .first()
      .waitFor()
    for (const others of ['排名', '部门得分', '得分分布', '优秀比例'])
      expect(await card(page, others).count()).toBe(0)
    expect(problems).toEqual([])
    await page.close()
  })
})
