import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { employee, refusal, useCharter, type Person } from '../company.ts'

const charter = useCharter('2026-03-02T01:00:00.000Z')

let counter = 0
const newCustomer = (more: Readonly<Record<string, unknown>> = {}) =>
  charter.create('seller', 'customers', {
    name: `联络公司 ${(counter += 1)}`,
    kind: 'enterprise',
    level: 'normal',
    industry: '机械',
    region: '华东',
    source: 'self',
    ...more,
  })
const day = async (on: string): Promise<void> => {
  charter.on(on)
  await charter.tick()
}
const told = async (who: Person, of: Pick<Row, 'id'>, rule: string): Promise<number> =>
  (await charter.find('notifications', { 'target.id': of.id, rule_ref: rule }, who)).length
const talk = (customer: Row, more: Readonly<Record<string, unknown>> = {}) =>
  charter.create('seller', 'interactions', {
    customer_id: customer.id,
    channel: 'phone',
    purpose: 'follow_up',
    content: '询问近期需求',
    ...more,
  })
const planLine = (customer: Row, more: Readonly<Record<string, unknown>> = {}) => ({
  customer_id: customer.id,
  purpose: '季度拜访',
  planned_at: '2026-03-04T02:00:00.000Z',
  place: '苏州',
  channel: 'visit',
  executor_id: employee('seller'),
  ...more,
})
const newPlan = (kind: string, lines: readonly unknown[]) =>
  charter.create('seller', 'contact_plans', {
    kind,
    period_start: '2026-03-02',
    period_end: '2026-03-08',
    lines,
  })

describe('R-025 a planned visit has purpose, time and place', () => {
  test.each(['purpose', 'planned_at', 'place'])('without %s it is refused', async (field) => {
    charter.on('2026-03-02')
    const line = planLine(await newCustomer(), { [field]: null })
    expect((await refusal(newPlan('visit', [line]))).fields).toContain(`lines.0.${field}`)
  })

  test('with all three it is planned, and once approved it becomes a visit whose report marks the line', async () => {
    charter.on('2026-03-02')
    const customer = await newCustomer()
    const plan = await newPlan('visit', [planLine(customer), planLine(await newCustomer())])
    await charter.step('seller', 'contact_plans', plan, 'submit')
    await charter.step('sales_head', 'contact_plans', plan, 'approve')
    const [visit] = await charter.find('visits', { plan_id: plan.id, customer_id: customer.id })
    expect(visit).toMatchObject({ state: 'planned', place: '苏州', owner_id: employee('seller') })
    charter.on('2026-03-04')
    await charter.step('seller', 'visits', visit ?? { id: '' }, 'finish', {
      actual_at: '2026-03-04T01:00:00.000Z',
      needs_learned: '月供 500 件',
      result: 'positive',
      next_step: '报价',
    })
    expect(await charter.read('contact_plans', plan)).toMatchObject({ completion_rate: 50 })
  })

  test('a call needs no place', async () => {
    charter.on('2026-03-02')
    const line = planLine(await newCustomer(), { place: null, channel: 'phone' })
    expect(await newPlan('communication', [line])).toMatchObject({ state: 'draft' })
  })
})

describe('R-026 customers are contacted once per interval', () => {
  test('a normal customer is due 60 days after the last talk, overdue the day after', async () => {
    charter.on('2026-03-02')
    const customer = await newCustomer()
    expect(customer).toMatchObject({ contact_interval_days: 60, next_contact_on: '2026-05-01' })
    await talk(customer, { occurred_at: '2026-03-02T00:00:00.000Z' })
    await day('2026-05-01')
    expect(await told('seller', customer, 'R-026')).toBe(0)
    await day('2026-05-02')
    expect(await told('seller', customer, 'R-026')).toBe(1)
    await talk(customer)
    expect(await charter.read('customers', customer)).toMatchObject({
      last_contact_on: '2026-05-02',
      next_contact_on: '2026-07-01',
    })
  })

  test('a planned talk is no contact before it is held', async () => {
    charter.on('2026-03-02')
    const customer = await newCustomer()
    const planned = await talk(customer, { occurred_at: '2026-03-05T02:00:00.000Z' })
    expect(planned).toMatchObject({ state: 'planned' })
    expect(await charter.read('customers', customer)).toMatchObject({ last_contact_on: null })
    const early = charter.step('seller', 'interactions', planned, 'finish', { content: '已沟通' })
    expect((await refusal(early)).message).toContain('past')
    charter.on('2026-03-06')
    await charter.step('seller', 'interactions', planned, 'finish', { content: '已沟通' })
    expect(await charter.read('customers', customer)).toMatchObject({
      last_contact_on: '2026-03-05',
    })
  })

  test('a potential customer is visited within 60 days', async () => {
    charter.on('2026-03-10')
    const customer = await newCustomer({ level: 'potential', contact_interval_days: 365 })
    await day('2026-05-09')
    expect(await told('seller', customer, 'R-026')).toBe(0)
    await day('2026-05-10')
    expect(await told('seller', customer, 'R-026')).toBe(1)
  })
})

describe('R-027 a visit is reported with what was learned, its result and the next step', () => {
  const report = {
    actual_at: '2026-03-02T00:30:00.000Z',
    needs_learned: '月供 500 件',
    result: 'positive',
    next_step: '报价',
  }
  const newVisit = async () =>
    charter.create('seller', 'visits', {
      customer_id: (await newCustomer()).id,
      purpose: '了解需求',
      planned_at: '2026-03-02T00:30:00.000Z',
      place: '苏州',
      visitor_ids: [employee('seller')],
    })

  test.each(['needs_learned', 'result', 'next_step'])(
    'without %s it is not done',
    async (field) => {
      charter.on('2026-03-02')
      const visit = await newVisit()
      const body = Object.fromEntries(Object.entries(report).filter(([name]) => name !== field))
      expect(
        (await refusal(charter.step('seller', 'visits', visit, 'finish', body))).fields,
      ).toContain(field)
      expect(await charter.step('seller', 'visits', visit, 'finish', report)).toMatchObject({
        state: 'done',
        is_first: true,
      })
    },
  )

  test('reported on the next working day it is in time, a day later it is not', async () => {
    charter.on('2026-03-02')
    const [first, second] = [await newVisit(), await newVisit()]
    charter.on('2026-03-03')
    expect(await charter.step('seller', 'visits', first, 'finish', report)).toMatchObject({
      recorded_in_time: true,
    })
    charter.on('2026-03-04')
    expect(await charter.step('seller', 'visits', second, 'finish', report)).toMatchObject({
      recorded_in_time: false,
    })
  })

  test('a day after its time an unmade visit is missed, and stays counted when made up for', async () => {
    charter.on('2026-03-02')
    const visit = await newVisit()
    charter.company().now = '2026-03-03T00:29:59.000Z'
    await charter.tick()
    expect(await charter.read('visits', visit)).toMatchObject({ state: 'planned' })
    charter.company().now = '2026-03-03T00:30:00.000Z'
    await charter.tick()
    expect(await charter.read('visits', visit)).toMatchObject({
      state: 'missed',
      missed_on: '2026-03-03',
    })
    await charter.step('seller', 'visits', visit, 'finish_late', report)
    expect(await charter.read('visits', visit)).toMatchObject({
      state: 'done',
      missed_on: '2026-03-03',
    })
  })
})

describe('R-080 customers are visited again, cared for and greeted', () => {
  const buyer = (level: string, more: Readonly<Record<string, unknown>> = {}) =>
    charter.seed('customers', {
      name: `老客户 ${(counter += 1)}`,
      kind: 'enterprise',
      level,
      industry: '机械',
      region: '华东',
      source: 'self',
      owner_id: employee('seller'),
      ...more,
    }, 'active') // prettier-ignore

  test.each([
    ['key', '2026-06-30', '2026-07-01', 'key_account'],
    ['normal', '2026-08-29', '2026-08-30', 'regular'],
  ])('a %s customer is not visited again on %s, but on %s', async (level, before, due, reason) => {
    charter.on('2026-06-01')
    const customer = await buyer(level)
    await charter.seed('return_visits', { customer_id: customer.id, reason: 'regular', due_on: '2026-06-01', visited_at: '2026-06-01T01:00:00.000Z', channel: 'phone', satisfaction: 4 }, 'done') // prettier-ignore
    await day(before)
    const planned = () =>
      charter.find('return_visits', { customer_id: customer.id, state: 'planned' })
    expect(await planned()).toEqual([])
    await day(due)
    expect(await planned()).toMatchObject([{ reason, due_on: due, owner_id: employee('seller') }])
  })

  test('a key customer without care is named in the last month of the quarter, one with care is not', async () => {
    charter.on('2026-09-01')
    const [alone, greeted] = [await buyer('key'), await buyer('key')]
    await charter.seed('care_activities', { name: '中秋问候', kind: 'holiday', planned_on: '2026-08-30', done_on: '2026-08-30', customer_ids: [greeted.id], responsible_id: employee('seller'), content: '月饼', feedback: '满意' }, 'done') // prettier-ignore
    await charter.tick()
    expect(await told('seller', alone, 'R-080')).toBe(1)
    expect(await told('seller', greeted, 'R-080')).toBe(0)
  })

  test('a birthday becomes a task three days ahead, also over the new year', async () => {
    charter.on('2026-12-28')
    const [far, near] = [
      await buyer('normal', { birthday: '1980-01-01' }),
      await buyer('normal', { birthday: '1985-12-31' }),
    ]
    await charter.tick()
    const tasks = async (customer: Pick<Row, 'id'>) =>
      (await charter.find('care_activities', { customer_ids: { $has: customer.id } })).length
    expect([await tasks(far), await tasks(near)]).toEqual([0, 1])
    await day('2026-12-29')
    expect([await tasks(far), await tasks(near)]).toEqual([1, 1])
  })

  test('three days before a holiday of three days or more key customers are greeted, before a weekend not', async () => {
    charter.on('2026-04-24')
    const customer = await buyer('key')
    const greetings = () =>
      charter.find('care_activities', { customer_ids: { $has: customer.id }, kind: 'holiday' })
    await charter.tick() // Friday
    expect(await greetings()).toEqual([])
    await day('2026-04-27') // the first to the fifth of May are off
    expect(await greetings()).toMatchObject([{ planned_on: '2026-04-30', state: 'planned' }])
  })
})

describe('R-193 every inquiry channel is kept open', () => {
  const inquiry = (channel: string) =>
    charter.create('service_clerk', 'inquiries', { channel, caller: '张三', contact: '138', category: 'product', question: '有货吗' }) // prettier-ignore

  test('after seven silent days the head of service hears of it, until somebody is responsible', async () => {
    charter.on('2027-03-01')
    const [social, online] = [await inquiry('social'), await inquiry('online')]
    await day('2027-03-07')
    expect(await told('service_clerk', social, 'R-193')).toBe(0)
    await inquiry('online')
    await day('2027-03-08')
    expect(await told('service_clerk', social, 'R-193')).toBe(1)
    expect(await told('service_clerk', online, 'R-193')).toBe(0)
  })

  test('the person who is responsible for a channel is asked to test it', async () => {
    charter.on('2027-04-01')
    const proposal = await charter.create('administrator', 'policy_parameters', {
      key: 'inquiry.channel_owner',
      name: '咨询渠道负责人',
      module: 'service',
      value_type: 'map',
      value: JSON.stringify({ email: employee('marketer') }),
      clause_ref: 'P2 §2.3.1',
      effective_from: '2027-04-01',
    })
    await charter.step('boss', 'policy_parameters', proposal, 'approve')
    const mail = await inquiry('email')
    await day('2027-04-08')
    expect(await told('marketer', mail, 'R-193')).toBe(1)
    expect(await told('service_clerk', mail, 'R-193')).toBe(0)
  })
})

describe('R-149 action items are reminded and escalated', () => {
  test('the responsible hears the day after, the head after two working days', async () => {
    charter.on('2026-03-02')
    const item = await charter.create('sales_head', 'action_items', {
      kind: 'task',
      source: { resource: 'customers', id: (await newCustomer()).id },
      content: '整理价格表',
      responsible_id: employee('seller'),
      due_on: '2026-03-05',
    })
    await day('2026-03-05')
    expect(await told('seller', item, 'R-149')).toBe(1) // that it is there
    await day('2026-03-06')
    expect(await told('seller', item, 'R-149')).toBe(2)
    await day('2026-03-09')
    expect(await told('sales_head', item, 'R-149')).toBe(0)
    await day('2026-03-10')
    expect(await told('sales_head', item, 'R-149')).toBe(1)
    const past = charter.update('sales_head', 'action_items', item, { due_on: '2026-03-09' })
    expect((await refusal(past)).fields).toContain('due_on')
  })
})
