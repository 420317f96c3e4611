import { afterAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Row } from '#model/language/wire.ts'
import { department, employee, position, refusal, useCharter, type Person } from './company.ts'

type Data = Readonly<Record<string, unknown>>
type Known = Pick<Row, 'id'>

/** One step of a workflow: how a record comes to stand before it, who may take it, who may not, what follows. */
type Walk = {
  readonly step: string
  readonly make: () => Promise<Known>
  readonly allowed: readonly Person[]
  readonly refused: Person
  readonly refusedAs?: string
  readonly body?: Data
  readonly after: Data
  readonly follows?: (row: Row, by: Person) => Promise<void>
}

const charter = useCharter()
const { create, step, read, find, seed } = charter
let count = 0
const next = (): number => (count += 1)

const walked = new Set<string>()
const owned = [
  'employees',
  'products',
  'policy_parameters',
  'handbook_articles',
  'approvals',
  'customers',
  'credit_assessments',
  'work_goals',
]

afterAll(() => {
  const all = model.entities.flatMap(({ name, workflow }) =>
    owned.includes(name)
      ? Object.keys(workflow?.transitions ?? {}).map((key) => `${name}.${key}`)
      : [],
  )
  expect(all.filter((key) => !walked.has(key))).toEqual([])
})

const walk = (resource: string, walks: readonly Walk[]) =>
  describe(resource, () => {
    for (const each of walks) {
      walked.add(`${resource}.${each.step}`)
      test.each(each.allowed)(`${each.step} by %s`, async (by) => {
        const row = await each.make()
        const after = await step(by, resource, row, each.step, each.body)
        expect(after).toMatchObject(each.after)
        await each.follows?.(after, by)
      })
      test(`${each.step} not by ${each.refused}`, async () => {
        const row = await each.make()
        const { code } = await refusal(step(each.refused, resource, row, each.step, each.body))
        expect(code).toBe(each.refusedAs ?? 'forbidden')
      })
    }
  })

/** A step that only the system takes: nobody may take it, and something makes it happen. */
const bySystem = (
  resource: string,
  name: string,
  before: () => Promise<Known>,
  happens: (row: Known) => Promise<void>,
) => {
  walked.add(`${resource}.${name}`)
  describe(resource, () => {
    test(`${name} not by boss`, async () => {
      const { code } = await refusal(step('boss', resource, await before(), name))
      expect(code).toBe('forbidden')
    })
    test(`${name} by the system`, async () => {
      await happens(await before())
    })
  })
}

const messages = (row: Known, who: Person): Promise<readonly Row[]> =>
  find('notifications', { 'target.id': row.id }, who)

const newEmployee = (data: Data = {}) =>
  create('hr_clerk', 'employees', {
    name: `新员工 ${next()}`,
    department_id: department('sales'),
    position_id: position,
    supervisor_id: employee('sales_head'),
    roles: ['sales'],
    hire_date: '2026-01-05',
    email: `new${next()}@example.com`,
    ...data,
  })

walk('employees', [
  {
    step: 'suspend',
    make: newEmployee,
    allowed: ['hr_clerk', 'administrator'],
    refused: 'sales_head',
    after: { state: 'suspended' },
    follows: async ({ id }) => {
      expect(charter.ran).toContainEqual({ hook: 'revoke_sessions', id })
    },
  },
  {
    step: 'resume',
    make: async () => step('hr_clerk', 'employees', await newEmployee(), 'suspend'),
    allowed: ['hr_clerk', 'administrator'],
    refused: 'sales_head',
    after: { state: 'active' },
  },
  {
    step: 'leave',
    make: newEmployee,
    allowed: ['hr_clerk'],
    refused: 'administrator',
    body: { leave_date: '2026-10-31' },
    after: { state: 'left', leave_date: '2026-10-31' },
    follows: async (row) => {
      expect(charter.ran).toContainEqual({ hook: 'close_account', id: row.id })
      expect(await messages(row, 'sales_head')).toMatchObject([
        {
          kind: 'reminder',
          rule_ref: 'R-030',
          title: `${row.name} 已离职，请核对交接清单`,
        },
      ])
      expect(await messages(row, 'hr_head')).toHaveLength(1)
    },
  },
])

describe('employees', () => {
  test.each([
    [
      'a customer',
      'customers',
      {
        name: '未移交客户',
        kind: 'enterprise',
        level: 'normal',
        industry: '机械',
        region: '华东',
        source: 'self',
      },
      'Still owns customers: hand them over first',
    ],
    [
      'an open receivable',
      'receivables',
      { name: '货款', amount: 100 },
      'Still owns open receivables: hand them over first',
    ],
  ])('R-030: nobody leaves who owns %s', async (_name, resource, data, message) => {
    const row = await newEmployee()
    await seed(resource, { ...data, owner_id: row.id })
    expect(
      await refusal(step('hr_clerk', 'employees', row, 'leave', { leave_date: '2026-10-31' })),
    ).toMatchObject({ code: 'refused_transition', message })
  })

  test('R-030: the head of a department does not leave before a successor is named', async () => {
    expect(
      await refusal(
        step('hr_clerk', 'employees', { id: employee('quality_head') }, 'leave', {
          leave_date: '2026-10-31',
        }),
      ),
    ).toMatchObject({ message: 'Still heads a department: name a new head first' })
  })
})

const newProduct = () =>
  create('sales_head', 'products', {
    code: `CP-${next()}`,
    name: '齿轮箱',
    category: '传动',
    kind: 'good',
    spec: 'X1',
    unit: '台',
    tax_rate: 13,
    list_price: 2000,
    floor_price: 1500,
    unit_cost: 1000,
    lead_time_days: 10,
  })
const phasedOut = async () => step('sales_head', 'products', await newProduct(), 'phase_out')

walk('products', [
  {
    step: 'phase_out',
    make: newProduct,
    allowed: ['sales_head'],
    refused: 'finance_head',
    after: { state: 'phase_out' },
  },
  {
    step: 'retire',
    make: phasedOut,
    allowed: ['sales_head'],
    refused: 'seller',
    after: { state: 'retired' },
  },
])

test.each([
  ['released', 'refused_transition'],
  ['delivered', 'accepted'],
])('products: retire while an order line is %s: %s', async (state, code) => {
  const product = await phasedOut()
  const line = {
    product_id: product.id,
    spec: 'X1',
    unit: '台',
    quantity: 1,
    unit_price: 2000,
    tax_rate: 13,
  }
  await seed('orders', { owner_id: employee('seller'), lines: [line] }, state)
  expect((await refusal(step('sales_head', 'products', product, 'retire'))).code).toBe(code)
})

const keys = [
  'order.feedback_days',
  'order.review_wd',
  'contract.copy_wd',
  'contract.archive_days',
  'quote.valid_days',
  'lead.screen_days',
  'lead.stale_days',
  'visit.record_wd',
]
const newValue = (key: string, value: string, effective_from = '2026-11-02') =>
  create('administrator', 'policy_parameters', {
    key,
    name: key,
    module: 'contracts',
    value_type: 'integer',
    value,
    clause_ref: 'P0 §2.2.4',
    effective_from,
  })

walk('policy_parameters', [
  {
    step: 'approve',
    make: () => newValue(keys.shift() ?? '', '5'),
    allowed: ['boss', 'deputy'],
    refused: 'sales_head',
    after: { state: 'effective' },
    follows: async (row, by) => {
      expect(await messages(row, 'administrator')).toMatchObject([{ kind: 'info' }])
      expect(await find('approvals', { 'target.id': row.id })).toMatchObject([
        { step: 'executive_approval', state: 'approved', assignee_id: employee(by) },
      ])
    },
  },
  {
    step: 'reject',
    make: () => newValue(keys.shift() ?? '', '5'),
    allowed: ['boss'],
    refused: 'administrator',
    body: { opinion: '不必修改' },
    after: { state: 'rejected' },
    follows: async (row) => {
      expect(await messages(row, 'administrator')).toMatchObject([{ body: '不必修改' }])
      expect(await find('approvals', { 'target.id': row.id })).toMatchObject([
        { state: 'rejected', opinion: '不必修改' },
      ])
    },
  },
])

const inForce = async () => {
  const row = await newValue(keys.shift() ?? '', '5')
  return step('boss', 'policy_parameters', row, 'approve')
}
bySystem('policy_parameters', 'supersede', inForce, async (row) => {
  const { key } = await read('policy_parameters', row)
  const newer = await newValue(String(key), '6')
  await step('boss', 'policy_parameters', newer, 'approve')
  expect(await read('policy_parameters', row)).toMatchObject({ state: 'superseded' })
  const later = await newValue(String(key), '7', '2026-11-03')
  await step('boss', 'policy_parameters', later, 'approve')
  expect(await read('policy_parameters', newer)).toMatchObject({ state: 'effective' })
  charter.on('2026-11-03')
  await charter.tick()
  expect(await read('policy_parameters', newer)).toMatchObject({ state: 'superseded' })
  expect(await read('policy_parameters', later)).toMatchObject({ state: 'effective' })
})

const newArticle = (clause = `P3-4.9.${next()}`) =>
  create('clerk', 'handbook_articles', {
    clause,
    title: '礼仪',
    body: '尊重客户。',
    applies_to: 'managers',
  })

walk('handbook_articles', [
  {
    step: 'issue',
    make: newArticle,
    allowed: ['clerk', 'boss'],
    refused: 'seller',
    after: { state: 'issued' },
    follows: async (row) => {
      const asked = await find('distributions', { 'target.id': row.id })
      expect(asked.map(({ recipient_id }) => recipient_id)).toContain(employee('sales_head'))
      expect(asked.map(({ recipient_id }) => recipient_id)).not.toContain(employee('seller'))
      expect(
        await find(
          'notifications',
          { rule_ref: 'R-042', 'target.id': asked.map(({ id }) => id) },
          'sales_head',
        ),
      ).toHaveLength(1)
    },
  },
  {
    step: 'supersede',
    make: async () => {
      const article = await newArticle()
      await step('clerk', 'handbook_articles', article, 'issue')
      await seed(
        'handbook_articles',
        { clause: article.clause, title: '礼仪', body: '新', applies_to: 'managers' },
        'issued',
      )
      return article
    },
    allowed: ['clerk'],
    refused: 'seller',
    after: { state: 'superseded' },
  },
])

const reviewed = async (data: Data = {}) => {
  const target = await newProduct()
  return seed('approvals', {
    target: { resource: 'products', id: target.id },
    step: 'dept_review',
    assignee_id: employee('accountant'),
    owner_id: employee('accountant'),
    delegated_from_id: employee('finance_head'),
    requested_by_id: employee('seller'),
    ...data,
  })
}
const handled = async (row: Row) => {
  expect(row.decided_at).toBe(charter.company().now)
  for (const message of await messages(row, 'accountant'))
    expect(message.handled_at).toBe(charter.company().now)
}

walk('approvals', [
  { step: 'approve', make: reviewed, allowed: ['accountant', 'finance_head'], refused: 'boss', after: { state: 'approved' }, follows: handled },
  { step: 'approve_with_conditions', make: reviewed, allowed: ['accountant'], refused: 'boss', body: { opinion: '补材料' }, after: { state: 'approved_with_conditions', opinion: '补材料' }, follows: handled },
  { step: 'return', make: reviewed, allowed: ['accountant'], refused: 'boss', body: { opinion: '金额有误' }, after: { state: 'returned', opinion: '金额有误' }, follows: handled },
  { step: 'reject', make: reviewed, allowed: ['accountant'], refused: 'boss', body: { opinion: '不同意' }, after: { state: 'rejected', opinion: '不同意' }, follows: handled },
]) // prettier-ignore

test.each(['approve_with_conditions', 'return', 'reject'])(
  'approvals: %s needs an opinion',
  async (name) => {
    expect(await refusal(step('accountant', 'approvals', await reviewed(), name))).toMatchObject({
      code: 'invalid',
      fields: ['opinion'],
    })
  },
)

const contractUnderReview = async () => {
  const product = await newProduct()
  const customer = await newCustomer()
  const line = {
    product_id: product.id,
    spec: 'X1',
    unit: '台',
    quantity: 1,
    unit_price: 2000,
    tax_rate: 13,
  }
  const { id } = await seed(
    'contracts',
    {
      title: '供货',
      customer_id: customer.id,
      owner_id: employee('seller'),
      department_id: department('sales'),
      kind: 'single',
      our_entity: '本公司',
      lines: [line],
      rights_obligations: '供货与付款',
      payment_method: 'on_delivery',
      payment_schedule: [
        { name: '货款', trigger: 'delivery', offset_days: 30, percent: 100, amount: 2000 },
      ],
      delivery_on: '2026-12-31',
      delivery_terms: '送货',
      quality_acceptance: '国标',
      breach_liability: '违约金',
      dispute_resolution: '仲裁',
      signatory_id: employee('sales_head'),
    },
    'reviewing',
  )
  return (who: Person) =>
    reviewed({
      target: { resource: 'contracts', id },
      assignee_id: employee(who),
      delegated_from_id: null,
    })
}
const siblings: Known[] = []
bySystem(
  'approvals',
  'void',
  async () => {
    const ask = await contractUnderReview()
    siblings.splice(0, 2, await ask('legal_head'), await ask('production_head'))
    return ask('accountant')
  },
  async (row) => {
    const [pending, approved] = siblings
    if (!pending || !approved) throw new Error('three are asked')
    await step('production_head', 'approvals', approved, 'approve')
    await step('accountant', 'approvals', row, 'return', { opinion: '付款条款不清' })
    for (const each of [row, pending, approved])
      expect(await read('approvals', each)).toMatchObject({ state: 'void' })
  },
)

const newCustomer = (data: Data = {}) =>
  create('seller', 'customers', {
    name: `客户 ${next()}`,
    kind: 'enterprise',
    level: 'potential',
    industry: '机械',
    region: '华东',
    source: 'self',
    ...data,
  })
const withContract = async (signed_on: string) => {
  const row = await newCustomer()
  await seed(
    'contracts',
    { title: '供货', customer_id: row.id, owner_id: employee('seller'), signed_on },
    'signed',
  )
  return row
}
const active = () => withContract('2026-10-10')

bySystem('customers', 'activate', newCustomer, async (row) => {
  await seed(
    'contracts',
    { title: '供货', customer_id: row.id, owner_id: employee('seller'), signed_on: '2026-11-02' },
    'signed',
  )
  expect(await read('customers', row)).toMatchObject({
    state: 'active',
    level: 'normal',
    first_contract_on: '2026-11-02',
  })
})

walk('customers', [
  {
    step: 'blacklist',
    make: active,
    allowed: ['sales_head'],
    refused: 'seller',
    body: { reason: '恶意拖欠' },
    after: { state: 'blacklisted' },
    follows: async (row) => {
      for (const who of ['legal_head', 'seller'] as const)
        expect(await messages(row, who)).toContainEqual(
          expect.objectContaining({ kind: 'warning', level: 'red', body: '恶意拖欠' }),
        )
    },
  },
  {
    step: 'release',
    make: async () =>
      step('sales_head', 'customers', await active(), 'blacklist', { reason: '争议' }),
    allowed: ['boss'],
    refused: 'sales_head',
    after: { state: 'active' },
  },
])

const newAssessment = async (proposed_limit = 1000) => {
  const { id: customer_id } = await newCustomer()
  return create('seller', 'credit_assessments', {
    customer_id,
    payment_history_score: 90,
    financial_score: 90,
    business_score: 90,
    cooperation_score: 90,
    proposed_limit,
    comment: '评估',
  })
}
const submitted = async (limit?: number) =>
  step('seller', 'credit_assessments', await newAssessment(limit), 'submit')
const graded = (limit: number) => async (row: Row, by: Person) => {
  expect(row.valid_until).toBe('2027-11-03')
  expect(await read('customers', { id: String(row.customer_id) })).toMatchObject({
    credit_grade: 'A',
    credit_limit: limit,
  })
  expect(await messages(row, 'seller')).toContainEqual(expect.objectContaining({ kind: 'info' }))
  expect(await find('approvals', { 'target.id': row.id })).toMatchObject([
    { state: 'approved', assignee_id: employee(by) },
  ])
}

walk('credit_assessments', [
  {
    step: 'submit',
    make: newAssessment,
    allowed: ['seller'],
    refused: 'accountant',
    after: { state: 'submitted' },
    follows: async (row) => {
      expect(await messages(row, 'accountant')).toMatchObject([{ kind: 'approval', rule_ref: 'R-035' }])
    },
  },
  { step: 'approve', make: submitted, allowed: ['accountant', 'boss'], refused: 'sales_head', after: { state: 'approved' }, follows: graded(1000) },
  { step: 'approve_large', make: () => submitted(2_000_000), allowed: ['boss'], refused: 'accountant', after: { state: 'approved' }, follows: graded(2_000_000) },
  {
    step: 'return',
    make: submitted,
    allowed: ['accountant'],
    refused: 'seller',
    body: { opinion: '缺报表' },
    after: { state: 'draft' },
    follows: async (row) => {
      expect(await messages(row, 'seller')).toMatchObject([{ body: '缺报表' }])
      expect(await find('approvals', { 'target.id': row.id })).toMatchObject([{ state: 'returned', opinion: '缺报表' }])
    },
  },
]) // prettier-ignore

const newGoal = async (level: 'department' | 'employee', data: Data = {}): Promise<Row> => {
  const metric_id = (
    await seed('metric_definitions', { code: `M-${900 + next()}`, name: '销售额' })
  ).id
  const parent = level === 'employee' ? await newGoal('department') : undefined
  return create('sales_head', 'work_goals', {
    kind: 'target',
    level,
    department_id: department('sales'),
    ...(parent && { parent_id: parent.id, employee_id: employee('seller') }),
    period_kind: 'month',
    period: '2026-12',
    metric_id,
    target: 500_000,
    ...data,
  })
}
const goalSubmitted = (level: 'department' | 'employee', data?: Data) => async () =>
  step('sales_head', 'work_goals', await newGoal(level, data), 'submit')

walk('work_goals', [
  {
    step: 'submit',
    make: () => newGoal('employee'),
    allowed: ['sales_head'],
    refused: 'seller',
    after: { state: 'submitted', submitted_on: '2026-11-03', period_start: '2026-12-01', period_end: '2026-12-31' },
    follows: async (row) => {
      expect(await messages(row, 'seller')).toMatchObject([{ kind: 'approval' }])
    },
  },
  { step: 'approve', make: goalSubmitted('department'), allowed: ['boss'], refused: 'sales_head', after: { state: 'effective' } },
  {
    step: 'acknowledge',
    make: goalSubmitted('employee'),
    allowed: ['seller'],
    refused: 'other_seller',
    refusedAs: 'not_found',
    after: { state: 'effective' },
    follows: async (row) => {
      expect(await messages(row, 'seller')).toContainEqual(expect.objectContaining({ kind: 'info' }))
    },
  },
  { step: 'return', make: goalSubmitted('department'), allowed: ['boss'], refused: 'sales_head', body: { opinion: '偏低' }, after: { state: 'draft' } },
  { step: 'object', make: goalSubmitted('employee'), allowed: ['seller'], refused: 'other_seller', refusedAs: 'not_found', body: { opinion: '偏高' }, after: { state: 'draft' } },
]) // prettier-ignore

bySystem('work_goals', 'take_effect', goalSubmitted('employee'), async (row) => {
  charter.on('2026-11-06')
  await charter.tick()
  expect(await read('work_goals', row)).toMatchObject({ state: 'submitted' })
  charter.on('2026-11-07')
  await charter.tick()
  expect(await read('work_goals', row)).toMatchObject({ state: 'effective' })
  charter.on('2026-11-03')
})

bySystem(
  'work_goals',
  'close',
  async () => {
    const goal = await goalSubmitted('department', { period: '2026-11' })()
    return step('boss', 'work_goals', goal, 'approve')
  },
  async (row) => {
    charter.on('2026-11-30')
    await charter.tick()
    expect(await read('work_goals', row)).toMatchObject({ state: 'effective' })
    charter.on('2026-12-01')
    await charter.tick()
    expect(await read('work_goals', row)).toMatchObject({ state: 'closed' })
  },
)

bySystem(
  'customers',
  'fall_asleep',
  () => withContract('2026-12-01'),
  async (row) => {
    charter.on('2027-05-30')
    await charter.tick()
    expect(await read('customers', row)).toMatchObject({ state: 'active' })
    charter.on('2027-05-31')
    await charter.tick()
    expect(await read('customers', row)).toMatchObject({ state: 'dormant' })
    expect(await messages(row, 'seller')).toContainEqual(
      expect.objectContaining({ kind: 'reminder', rule_ref: 'R-036', level: 'yellow' }),
    )
  },
)

bySystem(
  'customers',
  'reactivate',
  async () => {
    const row = await withContract('2026-11-01')
    await charter.tick()
    return row
  },
  async (row) => {
    expect(await read('customers', row)).toMatchObject({ state: 'dormant' })
    await seed(
      'orders',
      { customer_id: row.id, owner_id: employee('seller'), received_on: '2027-05-31' },
      'received',
    )
    expect(await read('customers', row)).toMatchObject({
      state: 'active',
      last_order_on: '2027-05-31',
    })
  },
)

bySystem(
  'credit_assessments',
  'expire',
  async () => step('accountant', 'credit_assessments', await submitted(), 'approve'),
  async (row) => {
    charter.on('2028-05-31')
    await charter.tick()
    expect(await read('credit_assessments', row)).toMatchObject({ state: 'approved' })
    charter.on('2028-06-01')
    await charter.tick()
    expect(await read('credit_assessments', row)).toMatchObject({ state: 'expired' })
    expect(await messages(row, 'seller')).toContainEqual(
      expect.objectContaining({ kind: 'reminder', level: 'yellow', rule_ref: 'R-035' }),
    )
  },
)
