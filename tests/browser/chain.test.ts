import type { Page } from 'playwright-core'
import { afterAll, describe, test } from 'vitest'
import { addDays, daysBetween, localDay } from '#model/language/time.ts'
import { accountByLogin, createAccount } from '../../server/auth/accounts.ts'
import { argon2Passwords } from '../../server/auth/argon2.ts'
import {
  addLine, choose, createRelated, factIs, fill, inState, openRelated, openTab, pick, save, takeStep,
} from './pages.ts' // prettier-ignore
import { useStage } from './server.ts'

const stage = useStage()

const seller = '王芳'
const head = '李强'
const signatory = '陈国梁'
const contractReviewers = ['周敏', '潘律明', '施建军']
const orderReviewers = ['施建军', '华志远', '魏大勇', '戚少商', '周敏']
const copyReceivers = ['周敏', '施建军', '魏大勇']
const producer = '施建军'
const shipper = '姜波'
const accountant = '章晓红'

const today = (): string => localDay(stage.clock.now(), 'Asia/Shanghai')

/** A day from that on which the story begins, which may be told over midnight. */
const begins = today()
const day = (from: number): string => addDays(begins, from)

/** This minute, as the company's clocks show it. */
const minute = (): string =>
  new Date(Date.parse(stage.clock.now()) + 8 * 3_600_000).toISOString().slice(0, 16)

const password = 'a-password-of-tests-2026'

/** Gives a person of the sample company an account of his or her own. */
const accountOf = async (login: string) => {
  const { database } = stage.running().api.parts
  const employees = database.kysely.selectFrom('employees').select('id').where('name', '=', login)
  const { id } = await employees.executeTakeFirstOrThrow()
  const account = { login, password, employee: String(id), roles: [], locale: 'zh', mustChange: false } as const // prettier-ignore
  if (!(await accountByLogin(database, login)))
    await createAccount(database, argon2Passwords, account, stage.clock.now())
  return { login, password }
}

/** Moves the clock by days and lets the scheduler do what is due then. */
const daysLater = async (days: number): Promise<void> => {
  stage.clock.addDays(days)
  await stage.running().api.parts.service.tick()
}

const desks = new Map<string, Page>()
const paths = { customer: '', contract: '', order: '', receivable: '', payment: '' }

/** The page of a person at an address; everybody keeps one open. */
const deskOf = async (person: string, at: string): Promise<Page> => {
  const known = desks.get(person)
  if (known) {
    await known.goto(stage.url() + at)
    return known
  }
  const { page } = await stage.open({ account: await accountOf(person) }, at)
  desks.set(person, page)
  return page
}

const leaveDesks = async (): Promise<void> => {
  for (const page of desks.values()) await page.close()
  desks.clear()
}

const pathOf = (page: Page): string => new URL(page.url()).pathname

describe('from a draft contract to a settled receivable and back, by mouse', () => {
  afterAll(leaveDesks)

  test('a seller files a customer and drafts a contract', async () => {
    const page = await deskOf(seller, '/customers/create')
    await fill(page, '客户名称', '昆山瑞鑫装备有限公司')
    await fill(page, '统一社会信用代码/税号', '913205900007770013')
    await choose(page, '类型', '企业')
    await choose(page, '等级', '潜在客户')
    await choose(page, '来源', '自主开发')
    await fill(page, '行业', '装备')
    await fill(page, '地区', '华东')
    await fill(page, '地址', '昆山市前进路 8 号')
    await save(page)
    paths.customer = pathOf(page)

    await createRelated(page, '销售合同')
    await fill(page, '合同名称', '计量柱塞泵供货')
    await choose(page, '类型', '单次销售')
    await fill(page, '我方签约主体', '华澄精密有限公司')
    await addLine(page, '标的明细')
    await pick(page, '第 1 行 产品', '计量柱塞泵 M5')
    await fill(page, '第 1 行 数量', '10')
    await choose(page, '付款方式', '货到付款')
    await addLine(page, '付款计划')
    await fill(page, '第 1 行 款项', '货款')
    await choose(page, '第 1 行 触发', '到货签收')
    await fill(page, '第 1 行 天数', '30')
    await fill(page, '第 1 行 比例', '100')
    await fill(page, '交付时间', day(60))
    await fill(page, '交付方式', '送货上门')
    await fill(page, '双方权利义务', '甲方供货，乙方付款。')
    await fill(page, '质量与验收标准', '国家标准')
    await fill(page, '违约责任', '每日万分之五')
    await fill(page, '争议解决方式', '仲裁')
    await pick(page, '授权签署人', signatory)
    await page.getByText('¥ 62,376').first().waitFor()
    await save(page)
    await inState(page, '草稿')
    await factIs(page, '合同金额', '62,376')
    paths.contract = pathOf(page)
    await takeStep(page, '送审')
    await inState(page, '评审中')
  })

  test('the reviewing departments agree where they read, and the signatory signs', async () => {
    for (const reviewer of contractReviewers) {
      const page = await deskOf(reviewer, paths.contract)
      await takeStep(page, '同意', (dialog) => fill(dialog, '意见', '条款可行'))
    }
    const page = await deskOf(signatory, paths.contract)
    await inState(page, '待签')
    await takeStep(page, '签订', (dialog) => fill(dialog, '签订日期', day(0)))
    await inState(page, '已签')
    await openRelated(page, '应收账款', '62,376')
    await inState(page, '未到期')
    paths.receivable = pathOf(page)
  })

  test('every department that gets a copy acknowledges it', async () => {
    for (const receiver of copyReceivers) {
      const page = await deskOf(receiver, paths.contract)
      await openTab(page, '副本')
      await page.getByRole('row', { name: receiver }).getByText(/-F\d/).first().click()
      await page.getByRole('link', { name: '编辑' }).click()
      await fill(page, '签收时间', minute())
      await save(page)
    }
  })

  test('the seller takes an order and checks it, five departments review it, the head releases it', async () => {
    const page = await deskOf(seller, paths.contract)
    await createRelated(page, '销售订单')
    await pick(page, '客户', '昆山瑞鑫')
    await fill(page, '要求交付日', day(30))
    await addLine(page, '明细')
    await pick(page, '第 1 行 产品', '计量柱塞泵 M5')
    await fill(page, '第 1 行 数量', '10')
    await save(page)
    paths.order = pathOf(page)
    await inState(page, '已接收')
    await takeStep(page, '审核', async (dialog) => {
      for (let row = 1; row <= 7; row += 1) await dialog.getByLabel(`第 ${row} 行 正确`).check()
    })
    await inState(page, '已审核')
    await takeStep(page, '送评审')
    await inState(page, '评审中')
    for (const reviewer of orderReviewers) {
      const desk = await deskOf(reviewer, paths.order)
      await takeStep(desk, '同意', (dialog) => choose(dialog, '可行性', '可行'))
    }
    const desk = await deskOf(head, paths.order)
    await takeStep(desk, '下达', (dialog) => fill(dialog, '承诺交付日', day(28)))
    await inState(desk, '已下达')
  })

  test('it is produced, shipped and delivered, and the receivable gets its due date', async () => {
    const page = await deskOf(producer, paths.order)
    await takeStep(page, '投产')
    await takeStep(page, '完工')
    await inState(page, '待发货')
    const desk = await deskOf(shipper, paths.order)
    await createRelated(desk, '发货与物流跟踪')
    await pick(desk, '物流供应商', '江海物流')
    await choose(desk, '运输方式', '公路')
    await addLine(desk, '发货明细')
    await pick(desk, '第 1 行 订单行', '计量柱塞泵 M5')
    await fill(desk, '第 1 行 数量', '10')
    await save(desk)
    await takeStep(desk, '发货', async (dialog) => {
      await fill(dialog, '运单号', 'JH-0001')
      await fill(dialog, '发货日', day(0))
      await fill(dialog, '预计送达', day(3))
    })
    await takeStep(desk, '签收', async (dialog) => {
      await fill(dialog, '送达日', day(0))
      await fill(dialog, '签收人', '张三')
      await choose(dialog, '货物状况', '完好')
    })
    await inState(desk, '已签收')
    const order = await deskOf(seller, paths.order)
    await inState(order, '已送达')
    await factIs(order, '进度', '100%')
    await deskOf(seller, paths.receivable)
    await inState(order, '未到期')
    await factIs(order, '到期日', day(30))
    await deskOf(seller, paths.customer)
    await factIs(order, '应收余额', '62,376')
  })

  test('finance registers a payment and allocates it: the receivable is settled, the exposure gone', async () => {
    const page = await deskOf(accountant, '/payments/create')
    await pick(page, '客户', '昆山瑞鑫')
    await fill(page, '金额', '62376')
    await choose(page, '方式', '银行转账')
    await fill(page, '收款账户', '工行 001')
    await page.getByRole('button', { name: '按到期先后分配剩余金额' }).click()
    await save(page)
    paths.payment = pathOf(page)
    await takeStep(page, '核销')
    await inState(page, '已核销')
    await deskOf(accountant, paths.receivable)
    await inState(page, '已结清')
    await factIs(page, '余额', '¥ 0')
    await deskOf(accountant, paths.customer)
    await factIs(page, '应收余额', '¥ 0')
    const order = await deskOf(seller, paths.order)
    await takeStep(order, '关闭', (dialog) => fill(dialog, '客户反馈', '满意'))
    await inState(order, '已关闭')
  })

  test('a reversal opens the receivable again; 31 days later it is overdue and a dunning is planned', async () => {
    const page = await deskOf(accountant, paths.payment)
    await takeStep(page, '冲销', (dialog) => fill(dialog, '原因', '银行退票'))
    await inState(page, '已冲销')
    await deskOf(accountant, paths.receivable)
    await inState(page, '未到期')
    await factIs(page, '余额', '62,376')
    await leaveDesks()
    await daysLater(31)
    const later = await deskOf(seller, paths.receivable)
    await inState(later, '逾期')
    await factIs(later, '逾期天数', String(daysBetween(day(30), today())))
    await openRelated(later, '催收记录', /电话/)
    await inState(later, '待催收')
    await deskOf(seller, paths.customer)
    await factIs(later, '逾期金额', '62,376')
  })
})
