import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fill } from './pages.ts'
import { useStage } from './server.ts'

const stage = useStage({ empty: true })

const administrator = { login: 'root', password: 'correct horse battery' }
const own = 'my own long password'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const rowOf = (page: Page, login: string) => page.getByRole('row', { name: new RegExp(login) })

const signIn = async (page: Page, login: string, password: string): Promise<void> => {
  await fill(page, '用户名', login)
  await fill(page, '密码', password)
  await press(page, '登录')
}

const signInPage = async () => {
  const opened = await stage.visit('/')
  await opened.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  return opened
}

test('an account is made, its owner sets a password, is signed out everywhere, disabled and let in again', async () => {
  const { page: first, problems } = await stage.visit('/')
  await fill(first, '用户名', administrator.login)
  await fill(first, '密码', administrator.password)
  await press(first, '创建并登录')
  await first.getByRole('navigation').getByRole('link', { name: '用户', exact: true }).click()

  await press(first, '新建账户')
  const dialog = first.getByRole('dialog')
  const shown = await dialog.getByLabel(/^初始密码/).inputValue()
  expect(shown).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  await fill(dialog, '用户名', 'zhang')
  await dialog.getByRole('combobox', { name: '角色' }).click()
  await first.getByRole('option', { name: '财务' }).click()
  await dialog.getByRole('heading').click()
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(first, 'zhang').getByText('待改密码').waitFor()

  const { page } = await signInPage()
  await signIn(page, 'zhang', shown)
  await page.getByRole('heading', { name: '请先设置新密码' }).waitFor()
  await fill(page, '当前密码', shown)
  await fill(page, '新密码', own)
  await fill(page, '再输一遍新密码', 'another long password')
  await press(page, '修改密码')
  await page.getByText('两次输入不一致').waitFor()
  await fill(page, '再输一遍新密码', own)
  await press(page, '修改密码')
  await page.getByRole('heading', { name: /zhang/ }).waitFor()

  await rowOf(first, 'zhang').getByRole('button', { name: '强制退出' }).click()
  await first.getByText('已退出 zhang 的所有登录').waitFor()
  const customers = page
    .getByRole('navigation')
    .getByRole('link', { name: '客户档案', exact: true })
  // The page may find out by itself before the link is followed.
  void customers.click().catch(() => undefined)
  await page.getByText('登录已过期，请重新登录。').waitFor()
  await signIn(page, 'zhang', shown)
  await page.getByRole('alert').waitFor()
  await signIn(page, 'zhang', own)
  await customers.click()
  await page.getByRole('heading', { name: '客户档案', exact: true }).waitFor()

  await rowOf(first, 'zhang').getByRole('button', { name: '停用' }).click()
  await rowOf(first, 'zhang').getByText('已停用').waitFor()
  await page.reload()
  await signIn(page, 'zhang', own)
  await page.getByRole('alert').waitFor()

  await rowOf(first, 'zhang').getByRole('button', { name: '启用' }).click()
  await rowOf(first, 'zhang').getByRole('button', { name: '停用' }).waitFor()
  await rowOf(first, 'zhang').getByRole('button', { name: '重设密码' }).click()
  const again = await first
    .getByRole('dialog')
    .getByLabel(/^新密码/)
    .inputValue()
  expect(again).not.toBe(shown)
  await first.getByRole('dialog').getByRole('button', { name: '重设密码' }).click()
  await rowOf(first, 'zhang').getByText('待改密码').waitFor()
  await signIn(page, 'zhang', again)
  await page.getByRole('heading', { name: '请先设置新密码' }).waitFor()
  expect(problems).toEqual([])
  await page.close()
  await first.close()
})
