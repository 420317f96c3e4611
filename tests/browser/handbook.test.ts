import { describe, expect, test } from 'vitest'
import { useStage } from './server.ts'

const stage = useStage()

describe('the handbook', () => {
  test('a chip leads to its clause, the clause to what carries it out', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/contracts')
    await page.getByRole('link', { name: /^HT-/ }).first().click()
    await page.waitForURL(/\/contracts\/[0-9a-f-]{36}\/show/)
    await page.getByRole('region', { name: '动态' }).waitFor()
    await page.getByRole('button', { name: '§ P0 2.2.3' }).click()
    await page.getByRole('link', { name: /P0 §2\.2\.3 合同条款/ }).click()
    await page.waitForURL(/\/handbook\?clause=/)
    const clause = page.getByRole('article').filter({ hasText: '§2.2.3 合同条款' })
    expect(await clause.getAttribute('aria-current')).toBe('true')
    await clause
      .getByRole('link', { name: /^R-045/ })
      .first()
      .click()
    await page.waitForURL(/\/handbook\/contracts\?at=rule\.R-045$/)
    const rule = page
      .getByRole('region', { name: '规则' })
      .getByRole('listitem')
      .filter({ hasText: 'R-045' })
    expect(await rule.first().getAttribute('aria-current')).toBe('true')
    await page.goBack()
    await clause.getByRole('link', { name: '销售合同', exact: true }).click()
    await page.waitForURL(/\/contracts$/)
    expect(problems).toEqual([])
    await page.close()
  })

  test('is in the menu, shows the four policies and says what is not carried out yet', async () => {
    const { page, problems } = await stage.open({ persona: 'hr' })
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '制度手册' }).click() // prettier-ignore
    await page.getByRole('tab', { name: /^P3/ }).click()
    expect(await page.getByRole('tab').count()).toBe(4)
    await page.waitForURL(/policy=P3/)
    await page.getByText('不行贿、不受贿，不利用职务谋取私利。').waitFor()
    await page.getByText(/条由系统执行，\d+ 条为行为规范，\d+ 条尚未由系统执行/).waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('a field says which clause it comes from', async () => {
    const { page } = await stage.open({ persona: 'sales' }, '/orders/create')
    await page.getByRole('button', { name: /^合同的依据：/ }).click()
    await page.getByRole('dialog').getByRole('link').first().click()
    await page.waitForURL(/\/handbook\?clause=/)
    await page.close()
  })
})
