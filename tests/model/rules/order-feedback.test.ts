import { beforeAll, describe, expect, test } from 'vitest'
import { aComplaint } from '../customer-service/records.ts'
import { openChain } from '../order-to-cash/company.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { anOrder, openWorld, type World } from '../order-to-cash/steps.ts'

const chain = openChain()
let opened: World | undefined
beforeAll(async () => {
  opened = await openWorld(chain())
})
const world = (): World => {
  if (!opened) throw new Error('the world opens before the first test')
  return opened
}

describe('what customers hear of their orders', () => {
  test('R-052: a step of the order is a talk that waits, once until it is held', async () => {
    const order = await anOrder(world(), 'released')
    await chain().step('maker', 'orders', order, 'produce')
    const talks = () => chain().list('interactions', { order_id: order.id })
    expect(await talks()).toMatchObject([
      { state: 'planned', purpose: 'order_progress', owner_id: order.owner_id, occurred_at: '2026-03-02T16:00:00.000Z' },
    ])
    expect(await chain().get('orders', order)).toMatchObject({ last_feedback_on: null })
  }) // prettier-ignore

  test('R-052: after seven days without news the salesperson is reminded, news start the days anew', async () => {
    const order = await anOrder(world(), 'in_production', { released_on: '2026-03-02' })
    const told = async () =>
      (await noticesTo(chain(), 'seller', order)).filter((title) => title.startsWith('请向客户反馈')).length // prettier-ignore
    expect(order.feedback_due_on).toBe('2026-03-09')
    await chain().day('2026-03-09')
    expect(await told()).toBe(0)
    await chain().day('2026-03-10')
    expect(await told()).toBe(1)
    await chain().create('seller', 'interactions', {
      customer_id: world().customer.id,
      order_id: order.id,
      channel: 'phone',
      purpose: 'order_progress',
      content: '下周完工',
    })
    expect(await chain().get('orders', order)).toMatchObject({
      last_feedback_on: '2026-03-10',
      feedback_due_on: '2026-03-17',
    })
  })

  test('R-058: a quality complaint 30 days after delivery counts against the quality, after 31 it does not', async () => {
    const qualityOf = async (received_at: string, category = 'quality') => {
      const order = await anOrder(world(), 'delivered', { delivered_on: '2026-01-10' })
      await aComplaint(world(), 'received', { order_id: order.id, received_at, category })
      return (await chain().get('orders', order)).quality_ok
    }
    expect(await qualityOf('2026-02-09T02:00:00.000Z')).toBe(false)
    expect(await qualityOf('2026-02-10T02:00:00.000Z')).toBe(true)
    expect(await qualityOf('2026-02-09T02:00:00.000Z', 'price')).toBe(true)
  })
})
