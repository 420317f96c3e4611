import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { call, signIn, useDemo } from './tab-demo.ts'

const demo = useDemo()

const rename = async (page: Page, name: string): Promise<string> => {
  const { body } = await call(page, 'GET', '/customers?range=[0,0]&filter={"state":"active"}')
  const [{ id, version }] = body
  const saved = await call(page, 'PATCH', `/customers/${id}`, { address: name }, { 'if-match': `"${version}"` }) // prettier-ignore
  expect([saved.status, saved.body.address]).toEqual([200, name])
  return id
}

describe('the console on the API in the tab', () => {
  test('prepares the company, enforces rights and workflow, and keeps what was changed when the page is loaded again', async () => {
    await demo.withBrowser({}, async (context) => {
      const { page, problems } = await demo.open(context, '/orders')
      await page.getByRole('progressbar', { name: '正在这个浏览器里准备章程' }).waitFor()
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      const denied = await call(page, 'GET', '/payroll_that_is_not_there')
      expect([denied.status, denied.body.code]).toEqual([404, 'not_found'])
      const id = await rename(page, '重新载入后仍在')
      const stale = await call(page, 'PATCH', `/customers/${id}`, { address: '旧版本' }, { 'if-match': '"1"' }) // prettier-ignore
      expect([stale.status, stale.body.code]).toEqual([409, 'stale_version'])
      await page.reload()
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      const again = await call(page, 'GET', `/customers/${id}`)
      expect(again.body.address).toBe('重新载入后仍在')
      expect(problems.filter((text) => !text.includes('status of 404') && !text.includes('status of 409'))).toEqual([]) // prettier-ignore
    })
  })

  test('a second tab shares the database and the session', async () => {
    await demo.withBrowser({}, async (context) => {
      const first = await demo.open(context, '/customers')
      await signIn(first.page, '业务员')
      const second = await demo.open(context, '/customers')
      await second.page.getByRole('table').getByRole('row').nth(1).waitFor()
      const id = await rename(first.page, '两个标签页')
      expect((await call(second.page, 'GET', `/customers/${id}`)).body.address).toBe('两个标签页')
    })
  })

  test('without shared workers a second tab says that the first has the data, and goes on when it is closed', async () => {
    await demo.withBrowser({}, async (context) => {
      await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))
      const first = await demo.open(context)
      await signIn(first.page, '业务员')
      const second = await demo.open(context)
      await second.page.getByText('另一个标签页正在使用这份数据').waitFor()
      await first.page.close()
      await second.page.getByRole('button', { name: '数据在浏览器里' }).waitFor()
    })
  })

  test('boards count, lists are exported and printed pages open, all from inside the browser', async () => {
    await demo.withBrowser({}, async (context) => {
      const { page } = await demo.open(context, '/dashboards/sales')
      await signIn(page, '公司领导')
      await page.goto(`${demo.url()}#/dashboards/sales`)
      await page.getByRole('heading', { name: '销售' }).first().waitFor()
      await page.goto(`${demo.url()}#/orders`)
      await page.getByRole('button', { name: '导出' }).click()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: /CSV/ }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(/\.csv$/)
    })
  })
})

describe('a browser that does not let everything happen', () => {
  test('without a service worker the page hands calls over itself, and says so', async () => {
    await demo.withBrowser({ serviceWorkers: 'block' }, async (context) => {
      const { page } = await demo.open(context, '/customers')
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      await page.getByRole('button', { name: '数据在浏览器里' }).click()
      await page.getByText('浏览器没有启用服务工作线程').waitFor()
    })
  })

  test('one that keeps nothing for the page runs all in memory, and says so', async () => {
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
    await demo.withBrowser({ preferences }, async (context) => {
      const { page } = await demo.open(context, '/customers')
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      await page.getByRole('button', { name: '数据在浏览器里' }).click()
      await page.getByText('这个浏览器不允许保存数据').waitFor()
    })
  })

  test('one that is full refuses the change with a page that says what to do; what was kept before is there again', async () => {
    await demo.withBrowser({}, async (context) => {
      const { page } = await demo.open(context, '/customers')
      await signIn(page, '业务员')
      const id = await rename(page, '之前保存的')
      const devtools = await context.newCDPSession(page)
      const { origin } = new URL(demo.url())
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 })
      const answers: number[] = []
      // The browser may still have a little room; sooner or later it has none.
      while (answers.length < 50 && !answers.some((status) => status !== 201)) {
        const body = { body: `第 ${answers.length + 1} 条` }
        const answer = call(page, 'POST', `/customers/${id}/comments`, body).then(({ status }) => status) // prettier-ignore
        answers.push(await answer.catch(() => 0))
      }
      await page.getByText('浏览器没有空间保存了').waitFor()
      await devtools.send('Storage.overrideQuotaForOrigin', { origin })
      await page.getByRole('button', { name: '重新载入' }).click()
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
      expect((await call(page, 'GET', `/customers/${id}`)).body.address).toBe('之前保存的')
      const { body: comments } = await call(page, 'GET', `/customers/${id}/comments`)
      expect(comments).toHaveLength(answers.filter((status) => status === 201).length)
    })
  })

  test('one whose kept data cannot be read says so, and prepares anew when asked to', async () => {
    await demo.withBrowser({}, async (context) => {
      const { page } = await demo.open(context, '/customers')
      await signIn(page, '业务员')
      await rename(page, '打不开之前')
      await page.evaluate(async () => {
        const settled = <T>(request: IDBRequest<T>) =>
          new Promise<T>((resolve) => request.addEventListener('success', () => resolve(request.result))) // prettier-ignore
        const idb = await settled(indexedDB.open(`charter ${location.pathname}`))
        const store = idb.transaction('segments', 'readwrite').objectStore('segments')
        for (const key of await settled(store.getAllKeys())) {
          const kept = await settled(store.get(key))
          if (kept.bytes) await settled(store.put({ ...kept, bytes: new Uint8Array(kept.bytes.length) }, ...(store.keyPath === null ? [key] : []))) // prettier-ignore
        }
        idb.close()
      })
      await page.reload()
      await page.getByText('保存在这个浏览器里的数据打不开').waitFor()
      await page.getByRole('button', { name: '清除数据，重新准备' }).click()
      await signIn(page, '业务员')
      await page.getByRole('table').getByRole('row').nth(1).waitFor()
    })
  })

  test('at an address that browsers do not trust it says which one to take', async () => {
    const rule = '--host-resolver-rules=MAP charter.example 127.0.0.1'
    await demo.withBrowser({ arguments: [rule] }, async (context) => {
      const page = await context.newPage()
      await page.goto(demo.url().replace('127.0.0.1', 'charter.example'))
      await page.getByText('这个地址不能运行浏览器内的数据库').waitFor()
      await page.getByText('浏览器只对 https 地址和本机的 localhost 提供所需的功能').waitFor()
    })
  })
})
