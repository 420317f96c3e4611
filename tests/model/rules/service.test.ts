import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { refusal } from '../company.ts'
import {
  aComplaint, aRequest, aReturnVisit, anInquiry, newComplaint, newInquiry, newRequest, ofService, visitAnswer,
} from '../customer-service/records.ts' // prettier-ignore
import { openChain } from '../order-to-cash/company.ts'
import { newCustomer, newProduct, noticesTo } from '../order-to-cash/documents.ts'
import { departments, people, type PersonName } from '../order-to-cash/people.ts'
import { openWorld, type Data, type World } from '../order-to-cash/steps.ts'

const chain = openChain()
let opened: World | undefined
beforeAll(async () => {
  opened = await openWorld(chain())
})
const world = (): World => {
  if (!opened) throw new Error('the world opens before the first test')
  return opened
}

/** Monday, 2 March 2026, 10:00 in Shanghai. */
const monday = '2026-03-02T02:00:00.000Z'
const clock = (moment: string) => {
  chain().company.now = moment
}
const tickAt = async (moment: string): Promise<void> => {
  clock(moment)
  await chain().company.service.tick()
}
const step = (who: PersonName, resource: string, row: Row, name: string, body?: Data) =>
  chain().step(who, resource, row, name, body)
const messageOf = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).message
const fieldsOf = async (work: Promise<unknown>): Promise<readonly string[]> =>
  (await refusal(work)).fields

describe('inquiries', () => {
  test('R-069: a call is answered within a minute, a mail within four hours, an answered one closes after three days', async () => {
    clock(monday)
    const call = await newInquiry(world())
    const mail = await newInquiry(world(), { channel: 'email' })
    expect([call.response_due_at, mail.response_due_at]).toEqual([
      '2026-03-02T02:01:00.000Z',
      '2026-03-02T06:00:00.000Z',
    ])
    await tickAt('2026-03-02T02:01:00.000Z')
    expect(await noticesTo(chain(), 'service', call)).toEqual([])
    await tickAt('2026-03-02T02:01:01.000Z')
    expect(await noticesTo(chain(), 'service', call)).toHaveLength(1)
    expect(await noticesTo(chain(), 'service', mail)).toEqual([])
    const list = { responded_at: null, response_due_at: { $lt: '$now' }, state: 'open' }
    expect((await chain().list('inquiries', list)).map(({ id }) => id)).toEqual([call.id])
    await step('service', 'inquiries', call, 'answer', { answer: '有' })
    await step('service', 'inquiries', mail, 'answer', { answer: '有' })
    expect(await chain().get('inquiries', call)).toMatchObject({ responded_in_time: false })
    expect(await chain().get('inquiries', mail)).toMatchObject({ responded_in_time: true })
    await chain().day('2026-03-04')
    expect(await chain().get('inquiries', call)).toMatchObject({ state: 'answered' })
    await chain().day('2026-03-05')
    expect(await chain().get('inquiries', call)).toMatchObject({ state: 'closed' })
  })

  test('R-070: without an answer at once a time, the details and a department are needed, 24 hours at most', async () => {
    clock(monday)
    const inquiry = await newInquiry(world())
    const promise = (body: Data) => step('service', 'inquiries', inquiry, 'promise', body)
    const department = { consulted_department_id: departments.warehouse.id }
    expect(await fieldsOf(promise({ promised_at: '2026-03-02T08:00:00.000Z' }))).toEqual(
      expect.arrayContaining(['promise_detail', 'consulted_department_id']),
    )
    const whole = { ...department, promise_detail: '查库存' }
    expect(await fieldsOf(promise({ ...whole, promised_at: '2026-03-03T02:00:01.000Z' }))).toEqual([
      'promised_at',
    ])
    expect(await fieldsOf(promise({ ...whole, promised_at: monday }))).toEqual(['promised_at'])
    await promise({ ...whole, promised_at: '2026-03-03T02:00:00.000Z' })
    expect(await chain().get('inquiries', inquiry)).toMatchObject({
      state: 'promised',
      answered_immediately: false,
      responded_at: monday,
    })
    expect(await chain().list('action_items', { 'source.id': inquiry.id })).toMatchObject([
      { kind: 'task', responsible_id: people.store.id, due_on: '2026-03-03' },
    ])
  })

  test('R-070: the promise reminds at 50% and 90% of its time and is escalated when broken', async () => {
    clock(monday)
    const inquiry = await anInquiry(world(), 'promised')
    const told = () => noticesTo(chain(), 'store', inquiry)
    await tickAt('2026-03-02T13:59:59.000Z')
    expect(await told()).toHaveLength(0)
    await tickAt('2026-03-02T14:00:00.000Z')
    expect(await told()).toHaveLength(1)
    await tickAt('2026-03-02T23:36:00.000Z')
    expect(await told()).toHaveLength(2)
    await tickAt('2026-03-03T02:00:01.000Z')
    expect(await told()).toHaveLength(3)
    expect(await noticesTo(chain(), 'head', inquiry)).toHaveLength(1)
    await step('service', 'inquiries', inquiry, 'answer_promised', { answer: '有货' })
    expect(await chain().get('inquiries', inquiry)).toMatchObject({ kept_promise: false })
    clock(monday)
    const kept = await anInquiry(world(), 'promised')
    await step('service', 'inquiries', kept, 'answer_promised', { answer: '有货' })
    expect(await chain().get('inquiries', kept)).toMatchObject({ kept_promise: true })
  })
})

describe('complaints', () => {
  test('R-071: accepted within two hours it is in time, a second later it is late and escalated', async () => {
    clock(monday)
    const [early, late] = [await newComplaint(world()), await newComplaint(world())]
    const accept = (row: Row) =>
      step('service', 'complaints', row, 'accept', {
        apology_at: chain().company.now,
        handler_id: people.service.id,
      })
    await tickAt('2026-03-02T02:59:00.000Z')
    expect(await noticesTo(chain(), 'service', late)).toHaveLength(0)
    await tickAt('2026-03-02T03:00:00.000Z')
    expect(await noticesTo(chain(), 'service', late)).toHaveLength(1)
    await tickAt('2026-03-02T03:48:00.000Z')
    expect(await noticesTo(chain(), 'service', late)).toHaveLength(2)
    expect(await fieldsOf(step('service', 'complaints', early, 'accept'))).toEqual(
      expect.arrayContaining(['apology_at', 'handler_id']),
    )
    await tickAt('2026-03-02T04:00:00.000Z')
    await accept(early)
    expect(await noticesTo(chain(), 'head', late)).toEqual([])
    await tickAt('2026-03-02T04:00:01.000Z')
    expect(await noticesTo(chain(), 'head', late)).toHaveLength(1)
    await accept(late)
    expect(await chain().get('complaints', early)).toMatchObject({ accepted_in_time: true })
    expect(await chain().get('complaints', late)).toMatchObject({ accepted_in_time: false })
  })

  test.each([
    ['critical', '2026-03-03T02:00:00.000Z'],
    ['major', '2026-03-05T02:00:00.000Z'],
    ['minor', '2026-03-09T02:00:00.000Z'],
  ])(
    'R-072: a %s complaint is promised by %s at the latest, later only by the head',
    async (severity, limit) => {
      clock(monday)
      const accepted = { apology_at: monday, handler_id: people.service.id }
      const complaint = await newComplaint(world(), { severity })
      expect(complaint.promised_at).toBe(limit)
      const beyond = new Date(Date.parse(limit) + 1000).toISOString()
      const later = { ...accepted, promised_at: beyond }
      expect(await fieldsOf(step('service', 'complaints', complaint, 'accept', later))).toEqual([
        'promised_at',
      ])
      expect(await step('head', 'complaints', complaint, 'accept', later)).toMatchObject({
        state: 'accepted',
        promised_at: beyond,
      })
      const other = await newComplaint(world(), { severity })
      const within = { ...accepted, promised_at: limit }
      expect(await step('service', 'complaints', other, 'accept', within)).toMatchObject({
        state: 'accepted',
      })
    },
  )

  test('R-072: an answer at the promised moment is in time, a second later it is late', async () => {
    const answered = async (replied_at: string) => {
      clock(monday)
      const complaint = await aComplaint(world(), 'executing')
      clock('2026-03-06T02:00:00.000Z')
      return step('service', 'complaints', complaint, 'resolve', { replied_at, result: '已更换' })
    }
    expect(await answered('2026-03-05T02:00:00.000Z')).toMatchObject({
      replied_in_time: true,
      on_time: false,
    })
    expect(await answered('2026-03-05T02:00:01.000Z')).toMatchObject({ replied_in_time: false })
  })

  test('R-073: a day of work without feedback reminds the handler, feedback starts the day anew', async () => {
    clock(monday)
    const complaint = await aComplaint(world(), 'investigating', {
      promised_at: '2026-03-31T02:00:00.000Z',
    })
    const told = async () =>
      (await noticesTo(chain(), 'service', complaint)).filter((title) =>
        title.startsWith('请向客户反馈'),
      )
    expect(complaint.feedback_due_at).toBe('2026-03-03T02:00:00.000Z')
    await tickAt('2026-03-03T02:00:00.000Z')
    expect(await told()).toHaveLength(0)
    await tickAt('2026-03-03T02:00:01.000Z')
    expect(await told()).toHaveLength(1)
    const row = await chain().update('service', 'complaints', complaint, {
      progress_feedbacks: [{ at: '2026-03-03T02:00:00.000Z', content: '已安排检测' }],
    })
    expect(row.feedback_due_at).toBe('2026-03-04T02:00:00.000Z')
    await tickAt('2026-03-04T02:00:00.000Z')
    expect(await told()).toHaveLength(1)
    await tickAt('2026-03-04T02:00:01.000Z')
    expect(await told()).toHaveLength(2)
  })

  test('R-074: a solution needs the root cause and the responsible department', async () => {
    clock(monday)
    const complaint = await aComplaint(world(), 'investigating')
    const find = (body: Data) => step('service', 'complaints', complaint, 'find_cause', body)
    const cause = { root_cause: '材料不合格' }
    const department = { responsible_department_id: departments.production.id }
    expect((await refusal(find(cause))).code).toMatch(/refused|missing|invalid/)
    expect((await refusal(find(department))).code).toMatch(/refused|missing|invalid/)
    expect(await find({ ...cause, ...department })).toMatchObject({ state: 'solution' })
  })

  test('R-075: with consent the handler goes on, without it only the head with a reason', async () => {
    clock(monday)
    const agreed = await aComplaint(world(), 'solution')
    const refused = await aComplaint(world(), 'solution')
    const agree = (row: Row, customer_agreed: boolean) =>
      step('service', 'complaints', row, 'agree', { solution: '更换', customer_agreed })
    expect(await messageOf(agree(agreed, false))).toContain('has not agreed')
    expect(await agree(agreed, true)).toMatchObject({ state: 'agreed' })
    const force = (who: PersonName, body: Data) => step(who, 'complaints', refused, 'force', body)
    const whole = { solution: '按合同处理', reason: '诉求超出合同' }
    expect((await refusal(force('service', whole))).code).toMatch(/forbidden|not_found/)
    expect((await refusal(force('head', { solution: '按合同处理' }))).fields).toContain('reason')
    expect(await force('head', whole)).toMatchObject({ state: 'executing', customer_agreed: false })
  })

  test('R-076: a resolved complaint gets a return visit in seven days and moves on only after it', async () => {
    clock(monday)
    const complaint = await aComplaint(world(), 'executing')
    await step('service', 'complaints', complaint, 'resolve', {
      replied_at: monday,
      result: '已更换',
    })
    const [visit] = await chain().list('return_visits', { 'source.id': complaint.id })
    expect(visit).toMatchObject({ due_on: '2026-03-09', reason: 'complaint', state: 'planned' })
    expect((await chain().get('complaints', complaint)).return_visit_id).toBe(visit?.id)
    expect(await messageOf(step('service', 'complaints', complaint, 'visit'))).toContain('not done')
    expect(
      (await refusal(step('head', 'complaints', complaint, 'close', { improvement: '无' }))).code,
    ).toBe('refused_transition')
    await step(
      'service',
      'return_visits',
      visit ?? { id: '' },
      'finish',
      visitAnswer(4, { problem_solved: true }),
    )
    expect(await chain().get('complaints', complaint)).toMatchObject({ state: 'visited' })
  })

  test('R-076: a return visit that is not made three days after its day is missed and told to the head', async () => {
    clock(monday)
    const visit = await aReturnVisit(world(), 'planned', null)
    await chain().day('2026-03-12')
    expect(await chain().get('return_visits', visit)).toMatchObject({ state: 'planned' })
    await chain().day('2026-03-13')
    expect(await chain().get('return_visits', visit)).toMatchObject({
      state: 'missed',
      missed_on: '2026-03-13',
    })
    expect(await noticesTo(chain(), 'head', visit)).toHaveLength(1)
  })

  test.each([
    [2, true, 'executing', 1],
    [3, true, 'visited', 0],
    [5, false, 'executing', 1],
  ])(
    'R-077: a score of %d and solved %s leads to %s',
    async (score, problem_solved, state, reopened) => {
      clock(monday)
      const complaint = await aComplaint(world(), 'resolved')
      const visit = await aReturnVisit(world(), 'planned', complaint)
      await chain().force('complaints', complaint, { return_visit_id: visit.id })
      await step(
        'service',
        'return_visits',
        visit,
        'finish',
        visitAnswer(score, { problem_solved }),
      )
      expect(await chain().get('complaints', complaint)).toMatchObject({
        state,
        reopen_count: reopened,
      })
      expect(await noticesTo(chain(), 'head', complaint)).toHaveLength(reopened)
    },
  )

  test('R-077: after a complaint the visit says whether the problem is solved, and closing needs an improvement', async () => {
    clock(monday)
    const complaint = await aComplaint(world(), 'resolved')
    const visit = await aReturnVisit(world(), 'planned', complaint)
    await chain().force('complaints', complaint, { return_visit_id: visit.id })
    expect(
      await messageOf(step('service', 'return_visits', visit, 'finish', visitAnswer(4))),
    ).toContain('whether the problem is solved')
    await step(
      'service',
      'return_visits',
      visit,
      'finish',
      visitAnswer(4, { problem_solved: true }),
    )
    const close = (body: Data) => step('head', 'complaints', complaint, 'close', body)
    const ask = { responsible_id: people.maker.id, due_on: '2026-03-31' }
    expect(await fieldsOf(close(ask))).toContain('improvement')
    expect(await fieldsOf(close({ improvement: '来料全检' }))).toEqual(
      expect.arrayContaining(['responsible_id', 'due_on']),
    )
    expect(await close({ ...ask, improvement: '来料全检' })).toMatchObject({ state: 'closed' })
    expect(
      await chain().list('action_items', { 'source.id': complaint.id, kind: 'improvement' }),
    ).toHaveLength(1)
  })

  test('R-078: 90 days after another of the customer or product in its category it is a repeat, after 91 not', async () => {
    clock('2026-03-02T02:00:00.000Z')
    const [customer, other] = [await newCustomer(chain()), await newCustomer(chain())]
    const product = await newProduct(chain())
    const first = await newComplaint(world(), { customer_id: customer.id, product_id: product.id })
    expect(first).toMatchObject({ is_repeat: false })
    clock('2026-05-31T02:00:00.000Z')
    const again = await newComplaint(world(), { customer_id: customer.id })
    expect(again).toMatchObject({ is_repeat: true, repeats_of_customer: 1, repeats_of_product: 0 })
    expect(
      await newComplaint(world(), { customer_id: other.id, product_id: product.id }),
    ).toMatchObject({ is_repeat: true, repeats_of_product: 1 })
    expect(
      await newComplaint(world(), { customer_id: customer.id, category: 'price' }),
    ).toMatchObject({ is_repeat: false })
    expect(await noticesTo(chain(), 'legal', again)).toEqual([])
    clock('2026-05-31T03:00:00.000Z')
    const third = await newComplaint(world(), { customer_id: customer.id })
    expect(third).toMatchObject({ repeats_of_customer: 1 })
    clock('2026-05-31T04:00:00.000Z')
    const fourth = await newComplaint(world(), { customer_id: customer.id })
    expect(fourth).toMatchObject({ repeats_of_customer: 2 })
    expect(await noticesTo(chain(), 'legal', third)).toEqual([])
    expect(await noticesTo(chain(), 'legal', fourth)).toHaveLength(1)
  })
})

describe('after-sales service', () => {
  test.each([
    ['critical', '2026-03-03T02:00:00.000Z'],
    ['major', '2026-03-05T02:00:00.000Z'],
    ['minor', '2026-03-11T02:00:00.000Z'],
  ])('R-079: a %s request is due by %s', async (severity, due_at) => {
    clock(monday)
    const request = await newRequest(world())
    const assessed = await step('service', 'service_requests', request, 'assess', {
      kind: 'repair',
      severity,
    })
    expect(assessed).toMatchObject({
      state: 'assessed',
      due_at,
      responded_at: monday,
      responded_in_time: true,
    })
  })

  test('R-079: the seven steps come one after the other', async () => {
    clock(monday)
    const request = await newRequest(world())
    const take = (name: string, body: Data = {}) =>
      step('service', 'service_requests', request, name, body)
    const steps: readonly (readonly [string, Data, string])[] = [
      ['assess', { kind: 'quality', severity: 'minor' }, 'assessed'],
      ['coordinate', { departments: [departments.production.id] }, 'coordinating'],
      ['solve', { solution: '更换', solution_sent_at: monday }, 'solution'],
      ['implement', {}, 'implementing'],
      ['confirm', { implemented_at: monday, customer_satisfaction: 3 }, 'confirmed'],
      [
        'close',
        {
          cause_analysis: '老化',
          improvement: '换供应商',
          responsible_id: people.maker.id,
          due_on: '2026-03-31',
        },
        'closed',
      ],
    ]
    for (const [i, [name, body, state]] of steps.entries()) {
      for (const [later, answers] of steps.slice(i + 1))
        expect((await refusal(take(later, answers))).code).toBe('refused_transition')
      expect(await take(name, body)).toMatchObject({ state })
    }
  })

  test('R-079: a satisfaction of 2 is no confirmation, one of 3 is', async () => {
    clock(monday)
    const request = await aRequest(world(), 'implementing')
    const confirm = (customer_satisfaction: number) =>
      step('service', 'service_requests', request, 'confirm', {
        implemented_at: monday,
        customer_satisfaction,
      })
    expect(await messageOf(confirm(2))).toContain('not satisfied')
    expect(await confirm(3)).toMatchObject({ state: 'confirmed', on_time: true })
  })

  test('R-079: no response in four hours and no solution by the due time are escalated', async () => {
    clock(monday)
    const waiting = await newRequest(world())
    await tickAt('2026-03-02T06:00:00.000Z')
    expect(await noticesTo(chain(), 'head', waiting)).toEqual([])
    await tickAt('2026-03-02T06:00:01.000Z')
    expect(await noticesTo(chain(), 'head', waiting)).toHaveLength(1)
    clock(monday)
    const late = await aRequest(world(), 'implementing', ofService)
    await tickAt('2026-03-03T02:00:00.000Z')
    expect(await noticesTo(chain(), 'head', late)).toEqual([])
    await tickAt('2026-03-03T02:00:01.000Z')
    expect(await noticesTo(chain(), 'head', late)).toHaveLength(1)
  })
})
