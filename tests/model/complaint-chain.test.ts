import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { refusal } from './company.ts'
import { openChain } from './order-to-cash/company.ts'
import { newCustomer, newProduct, noticesTo } from './order-to-cash/documents.ts'
import { as, departments, people } from './order-to-cash/people.ts'

describe('from a complaint to what is improved, once reopened', () => {
  const chain = openChain()
  const held: Record<'customer' | 'complaint', Row> = {
    customer: { id: '' },
    complaint: { id: '' },
  }
  const complaint = () => chain().get('complaints', held.complaint)
  const visit = async (): Promise<Row> => {
    const [row] = await chain().list('return_visits', {
      'source.id': held.complaint.id,
      state: ['planned', 'missed'],
    })
    return row ?? { id: '' }
  }
  const at = async (moment: string): Promise<void> => {
    chain().company.now = moment
    await chain().company.service.tick()
  }
  const titles = (who: 'service' | 'head' | 'seller' | 'maker') =>
    noticesTo(chain(), who, held.complaint)

  test('it is received on a Friday evening and has to be accepted within two hours of working days', async () => {
    const c = chain()
    const product = await newProduct(c)
    held.customer = await newCustomer(c, { name: '华鑫机械' })
    c.company.now = '2026-03-06T15:00:00.000Z' // Friday 23:00 in Shanghai
    held.complaint = await c.create('service', 'complaints', {
      customer_id: held.customer.id,
      product_id: product.id,
      channel: 'phone',
      category: 'quality',
      severity: 'major',
      content: '轴承异响',
      demand: '更换',
    })
    expect(await complaint()).toMatchObject({
      code: 'TS-202603-0001',
      state: 'received',
      accept_due_at: '2026-03-08T17:00:00.000Z',
      promised_at: '2026-03-11T15:00:00.000Z',
      is_repeat: false,
    })
    await at('2026-03-08T15:30:00.000Z') // Sunday: nothing has passed but the last hour of Friday
    expect(await titles('service')).toEqual(['客户投诉即将到期：TS-202603-0001 华鑫机械'])
    await at('2026-03-08T17:01:00.000Z')
    expect(await titles('head')).toContain('投诉 TS-202603-0001 超时未受理')
  })

  test('it is accepted late with an apology, and the customer and the salesperson hear of it', async () => {
    const c = chain()
    c.company.now = '2026-03-09T02:00:00.000Z'
    await c.step('service', 'complaints', held.complaint, 'accept', {
      apology_at: c.company.now,
      handler_id: people.service.id,
    })
    expect(await complaint()).toMatchObject({
      state: 'accepted',
      accepted_at: '2026-03-09T02:00:00.000Z',
      accepted_in_time: false,
    })
    expect(await titles('seller')).toHaveLength(1)
    expect(await c.list('interactions', { complaint_id: held.complaint.id })).toMatchObject([
      { state: 'done', purpose: 'complaint', channel: 'phone' },
    ])
  })

  test('departments investigate, each with a task', async () => {
    const c = chain()
    await c.step('service', 'complaints', held.complaint, 'investigate', {
      investigating_departments: [departments.production.id, departments.warehouse.id],
    })
    const tasks = await c.list('action_items', { 'source.id': held.complaint.id })
    expect(tasks).toMatchObject([{ kind: 'task' }, { kind: 'task' }])
    expect(tasks.map((task) => task.responsible_id).sort()).toEqual([
      people.maker.id,
      people.store.id,
    ])
    expect((await c.get('complaints', held.complaint, 'maker')).code).toBe('TS-202603-0001')
  })

  test('a solution is found and the customer agrees', async () => {
    const c = chain()
    await c.step('service', 'complaints', held.complaint, 'find_cause', {
      root_cause: '保持架材料不合格',
      responsible_department_id: departments.production.id,
    })
    await c.step('service', 'complaints', held.complaint, 'agree', {
      solution: '更换并赔付',
      compensation: 500,
      customer_agreed: true,
    })
    await c.step('service', 'complaints', held.complaint, 'carry_out')
    expect(await complaint()).toMatchObject({ state: 'executing', compensation: 500 })
    expect(
      await c.list('action_items', { 'source.id': held.complaint.id, kind: 'corrective' }),
    ).toMatchObject([{ responsible_id: people.maker.id, due_on: '2026-03-11' }])
  })

  test('past the promise it is escalated, and its solution is late', async () => {
    const c = chain()
    await at('2026-03-11T15:01:00.000Z')
    expect(await titles('head')).toContain('投诉 TS-202603-0001 超过承诺解决时间')
    expect(await complaint()).toMatchObject({ is_overdue: true })
    c.company.now = '2026-03-12T02:00:00.000Z'
    await c.step('service', 'complaints', held.complaint, 'resolve', {
      replied_at: c.company.now,
      result: '已更换',
    })
    expect(await complaint()).toMatchObject({
      state: 'resolved',
      on_time: false,
      is_overdue: false,
      replied_in_time: false,
    })
    expect(await visit()).toMatchObject({
      reason: 'complaint',
      state: 'planned',
      due_on: '2026-03-19',
    })
    const tried = c.company.service.transition(
      as('service'),
      'complaints',
      held.complaint.id,
      'visit',
      Number((await complaint()).version),
      {},
    )
    expect((await refusal(tried)).code).toBe('refused_transition')
  })

  test('an unsatisfied customer reopens it', async () => {
    const c = chain()
    await c.day('2026-03-19')
    await c.step('service', 'return_visits', await visit(), 'finish', {
      visited_at: c.company.now,
      usage_feedback: '仍有异响',
      problem_solved: false,
      satisfaction: 2,
    })
    expect(await complaint()).toMatchObject({
      state: 'executing',
      reopen_count: 1,
      satisfaction: 2,
      resolved_at: null,
    })
    expect(await titles('head')).toContain('投诉 TS-202603-0001 回访不满意，重新处理（第 1 次）')
    expect(await c.list('satisfaction_ratings', { customer_id: held.customer.id })).toMatchObject([
      { score: 2, source: 'complaint', employee_id: people.service.id },
    ])
  })

  test('a second solution satisfies, and closing plans the improvement', async () => {
    const c = chain()
    await c.step('service', 'complaints', held.complaint, 'resolve', {
      replied_at: c.company.now,
      result: '整批更换',
    })
    await c.day('2026-03-25')
    await c.step('service', 'return_visits', await visit(), 'finish', {
      visited_at: c.company.now,
      usage_feedback: '正常',
      problem_solved: true,
      satisfaction: 4,
    })
    expect(await complaint()).toMatchObject({ state: 'visited', satisfaction: 4 })
    await c.step('head', 'complaints', held.complaint, 'close', {
      improvement: '供应商来料全检',
      responsible_id: people.maker.id,
      due_on: '2026-04-30',
    })
    expect(await complaint()).toMatchObject({
      state: 'closed',
      closed_at: '2026-03-25T02:00:00.000Z',
    })
    expect(
      await c.list('action_items', { 'source.id': held.complaint.id, kind: 'improvement' }),
    ).toMatchObject([
      {
        content: '供应商来料全检',
        responsible_id: people.maker.id,
        due_on: '2026-04-30',
        state: 'open',
      },
    ])
  })
})
