import { describe, expect, test } from 'vitest'
import { reload } from './quiet.ts'
import { useStage } from './server.ts'

const stage = useStage()

describe('saved views', () => {
  test('keep filter, sort and columns, come back after a reload, and can be renamed and deleted', async () => {
    const { page, problems } = await stage.open({ persona: 'finance' }, '/receivables')
    const tabs = page.getByRole('tablist', { name: '视图' })
    await page.getByRole('button', { name: /^余额/ }).click()
    await page.getByRole('columnheader', { name: /^余额/ }).and(page.locator('[aria-sort]')).waitFor() // prettier-ignore
    await page.getByRole('columnheader', { name: '客户', exact: true }).waitFor()
    await page.getByRole('button', { name: '列', exact: true }).click()
    await page.getByRole('checkbox', { name: '客户', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: '客户', exact: true }).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '存为视图' }).click()
    await page.getByRole('textbox', { name: '名称' }).fill('余额从小到大')
    await page.getByRole('button', { name: '保存' }).click()
    await tabs.getByRole('tab', { name: /余额从小到大/, selected: true }).waitFor()

    await tabs.getByRole('tab', { name: /^全部/ }).click()
    await page.waitForURL((url) => url.search === '')
    await tabs.getByRole('tab', { name: /余额从小到大/ }).click()
    await page.waitForURL(/sort=balance&order=ASC&view=.*columns=/)
    await reload(page)
    await tabs.getByRole('tab', { name: /余额从小到大/, selected: true }).waitFor()
    expect(await page.getByRole('columnheader', { name: '客户', exact: true }).count()).toBe(0)

    await page.getByRole('button', { name: /^余额/ }).click()
    await page.getByRole('button', { name: '保存改动' }).click()
    await page.getByRole('button', { name: '保存改动' }).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '视图“余额从小到大”' }).click()
    await page.getByRole('menuitem', { name: '改名与共享' }).click()
    await page.getByRole('textbox', { name: '名称' }).fill('余额从大到小')
    expect(await page.getByLabel('给谁看').count()).toBe(0)
    await page.getByRole('button', { name: '保存' }).click()
    await tabs.getByRole('tab', { name: /余额从大到小/ }).waitFor()
    await page.getByRole('button', { name: '视图“余额从大到小”' }).click()
    await page.getByRole('menuitem', { name: '删除视图' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除视图' }).click()
    await tabs.getByRole('tab', { name: /余额从大到小/ }).waitFor({ state: 'hidden' })
    expect(problems).toEqual([])
    await page.close()
  })

  test('an administrator shares one with a role; that role sees it, another does not', async () => {
    const admin = await stage.open({ persona: 'admin' }, '/customers')
    await admin.page.getByRole('searchbox').fill('精密')
    await admin.page.waitForURL(/%E7%B2%BE%E5%AF%86/)
    await admin.page.getByRole('button', { name: '存为视图' }).click()
    await admin.page.getByRole('textbox', { name: '名称' }).fill('精密客户')
    await admin.page.getByLabel('给谁看').click()
    await admin.page.getByRole('option', { name: '某个角色' }).click()
    await admin.page.getByRole('combobox', { name: '角色', exact: true }).click()
    await admin.page.getByRole('option', { name: '财务' }).click()
    await admin.page.getByRole('button', { name: '保存' }).click()
    await admin.page.getByText('视图已保存').waitFor()
    await admin.page.close()

    const finance = await stage.open({ persona: 'finance' }, '/customers')
    await finance.page.getByRole('tab', { name: /精密客户/ }).click()
    await finance.page.getByText(/^筛选合计 \d+ 条$/).waitFor()
    expect(await finance.page.getByRole('button', { name: '视图“精密客户”' }).count()).toBe(0)
    await finance.page.close()

    const office = await stage.open({ persona: 'sales' }, '/customers')
    await office.page.getByRole('tab', { name: /^全部/ }).waitFor()
    expect(await office.page.getByRole('tab', { name: /精密客户/ }).count()).toBe(0)
    await office.page.close()
  })
})

describe('columns', () => {
  test('keep the width that the keyboard gave them after a reload', async () => {
    const { page } = await stage.open({ persona: 'finance' }, '/receivables')
    const heading = page.getByRole('columnheader', { name: '客户', exact: true })
    const grip = page.getByRole('separator', { name: '调整列宽：客户' })
    await grip.focus()
    await page.keyboard.press('ArrowRight')
    await grip.and(page.locator(':not([aria-valuenow="60"])')).waitFor() // 60 stands for none of its own
    const width = Number(await grip.getAttribute('aria-valuenow'))
    await page.keyboard.press('ArrowRight')
    const wider = grip.and(page.locator(`[aria-valuenow="${width + 16}"]`))
    await wider.waitFor()
    await reload(page)
    await wider.waitFor()
    expect(Math.round((await heading.boundingBox())?.width ?? 0)).toBe(width + 16)
    await page.close()
  })
})

describe('what is shown otherwise than derived', () => {
  test('departments are a tree, and a button shows the table', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/departments')
    await page.getByRole('link', { name: '华东销售组' }).waitFor()
    expect(await page.getByRole('tablist').count()).toBe(0)
    await page.getByRole('link', { name: '以表格查看' }).click()
    await page.getByRole('tab', { name: /业务部门/ }).waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('a payment is shared over what the customer owes, the oldest first', async () => {
    const { page, problems } = await stage.open({ persona: 'finance' }, '/payments/create')
    const owing = await page.request.get(
      `${stage.url()}/api/receivables?filter={"balance":{"$gt":0}}&sort=["due_on","ASC"]&range=[0,0]`,
    )
    const [first] = (await owing.json()) as readonly { customer_id: string; balance: number; code: string }[] // prettier-ignore
    const customer = await page.request.get(`${stage.url()}/api/customers/${first?.customer_id}`)
    const { name } = (await customer.json()) as { name: string }
    await page.getByRole('combobox', { name: '客户' }).fill(name)
    await page.getByRole('option', { name: new RegExp(name) }).first().click() // prettier-ignore
    await page.getByRole('textbox', { name: /^金额/ }).fill('1')
    await page.getByRole('button', { name: '按到期先后分配剩余金额' }).click()
    await page.getByText('剩余 0', { exact: true }).waitFor()
    expect(await page.getByLabel(`本次核销 ${first?.code}`).inputValue()).toBe('1')
    expect(problems).toEqual([])
    await page.close()
  })

  test('messages are an inbox', async () => {
    const { page, problems } = await stage.open({ persona: 'finance' }, '/notifications')
    await page.getByRole('tab', { name: /^未读/, selected: true }).waitFor()
    await page.getByRole('tab', { name: /^全部/ }).click()
    await page.waitForURL(/box=all/)
    expect(problems).toEqual([])
    await page.close()
  })
})

describe('on paper', () => {
  test('a list has every column, no tools, and is light although the screen is dark', async () => {
    const { page } = await stage.open({ persona: 'finance', width: 1032, dark: true }, '/receivables') // prettier-ignore
    await page.getByRole('columnheader').last().waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const tool of ['searchbox', 'tablist', 'checkbox'] as const)
      expect(await page.getByRole(tool).filter({ visible: true }).count(), tool).toBe(0)
    const table = await page.getByRole('table').boundingBox()
    expect((table?.x ?? 0) + (table?.width ?? Infinity)).toBeLessThanOrEqual(1032)
    const colour = await page.evaluate(() => getComputedStyle(document.body).color)
    expect(colour).toBe('rgb(29, 35, 48)')
    const paper = await page.pdf({ preferCSSPageSize: true, format: 'A4' })
    expect(paper.toString('latin1')).toMatch(/MediaBox \[0 0 841\.\d+ 594\.\d+]/)
    await page.close()
  })
})
