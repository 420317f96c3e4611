import { describe, expect, test } from 'vitest'
import { as, department, employee, refusal, useCharter } from '../company.ts'

const charter = useCharter()

const company = {
  kind: 'enterprise',
  level: 'normal',
  industry: '机械',
  region: '华东',
  source: 'self',
} as const

const product = {
  code: 'CP-1',
  name: '齿轮箱',
  category: '传动',
  kind: 'good',
  spec: 'X1',
  unit: '台',
  tax_rate: 13,
  list_price: 2000,
  floor_price: 1255.56,
  unit_cost: 1000,
  lead_time_days: 10,
} as const

describe('R-181 one definition validates, and the server decides', () => {
  test('every wrong field is named at once', async () => {
    expect(
      await refusal(
        charter.create('seller', 'customers', {
          ...company,
          name: '',
          level: 'vip',
          payment_terms_days: 181,
          tax_no: '91350100M000100Y44',
        }),
      ),
    ).toEqual({
      code: 'invalid',
      message: 'Please check the marked fields',
      fields: ['level', 'payment_terms_days', 'tax_no', 'name'],
    })
  })

  test.each([
    [-1, 'invalid'],
    [0, 'accepted'],
    [180, 'invalid'],
  ])('payment terms of %d days: %s', async (payment_terms_days, code) => {
    const answer = await refusal(
      charter.create('seller', 'customers', {
        ...company,
        name: `账期 ${payment_terms_days}`,
        payment_terms_days,
      }),
    )
    expect(answer.code).toBe(code)
  })

  test('a special VAT invoice needs the credit code', async () => {
    const special = { ...company, name: '开票公司', invoice_kind: 'special' }
    expect(await refusal(charter.create('seller', 'customers', special))).toMatchObject({
      code: 'invalid',
      fields: ['tax_no'],
    })
    expect(
      await charter.create('seller', 'customers', { ...special, tax_no: '91350100M000100Y43' }),
    ).toMatchObject({ invoice_title: '开票公司' })
  })

  test('a product of 13% VAT and cost 1,000 may be floored at 1,255.56, a cent less may not', async () => {
    const made = await charter.create('sales_head', 'products', product)
    expect(made).toMatchObject({ state: 'active', floor_price: 1255.56 })
    const next = { ...product, code: 'CP-2', floor_price: 1255.55 }
    expect(await refusal(charter.create('sales_head', 'products', next))).toMatchObject({
      code: 'invalid',
      fields: ['floor_price'],
    })
    const taxed = { ...product, code: 'CP-3', tax_rate: 12 }
    expect(await refusal(charter.create('sales_head', 'products', taxed))).toMatchObject({
      fields: ['tax_rate'],
    })
  })
})

describe('R-182 a save on an old version is refused with what changed', () => {
  test('the second of two edits is stale; without a version it is refused', async () => {
    const row = await charter.create('seller', 'customers', { ...company, name: '并发公司' })
    await charter.update('seller', 'customers', row, { region: '华南' })
    expect(
      await refusal(charter.update('seller', 'customers', row, { region: '华北' })),
    ).toMatchObject({ code: 'stale_version' })
    expect(
      await refusal(
        charter.company().service.update(as('seller'), 'customers', row.id, undefined, {
          region: '华北',
        }),
      ),
    ).toMatchObject({ code: 'version_required' })
    expect(await charter.read('customers', row)).toMatchObject({ region: '华南', version: 2 })
  })
})

describe('R-183 records are archived, not deleted', () => {
  test('the owner archives a first-state record and it can be restored', async () => {
    const row = await charter.create('seller', 'customers', { ...company, name: '归档公司' })
    const { service } = charter.company()
    expect(await service.archive(as('seller'), 'customers', row.id, 1)).toMatchObject({
      archived: true,
    })
    expect(await service.restore(as('seller'), 'customers', row.id, 2)).toMatchObject({
      archived: false,
    })
  })

  test('a record past its first state may not be archived', async () => {
    const row = await charter.create('sales_head', 'products', { ...product, code: 'CP-4' })
    const { service } = charter.company()
    await charter.step('sales_head', 'products', row, 'phase_out')
    const { version } = await charter.read('products', row)
    expect(
      (await refusal(service.archive(as('sales_head'), 'products', row.id, Number(version)))).code,
    ).not.toBe('accepted')
  })
})

describe('R-184 states change by the workflow only', () => {
  test('a state may not be written, nor a step taken that the flow does not list', async () => {
    const row = await charter.create('sales_head', 'products', { ...product, code: 'CP-5' })
    expect(
      await refusal(charter.update('sales_head', 'products', row, { state: 'retired' })),
    ).toMatchObject({ code: 'invalid', fields: ['state'] })
    expect(await refusal(charter.step('sales_head', 'products', row, 'retire'))).toMatchObject({
      code: 'refused_transition',
    })
    expect(await refusal(charter.step('sales_head', 'products', row, 'vanish'))).toMatchObject({
      code: 'refused_transition',
    })
  })
})

describe('R-185 working days follow one calendar', () => {
  test('two working days after 30 September jump the National Day week', async () => {
    charter.on('2026-09-30')
    const sent = await charter.create('clerk', 'distributions', {
      target: { resource: 'departments', id: department('sales') },
      recipient_id: employee('seller'),
    })
    // 1-7 October 2026 are days off; 8 and 9 October are worked, so the limit is the end of the 9th.
    expect(sent).toMatchObject({
      sent_at: '2026-09-30T01:00:00.000Z',
      due_at: '2026-10-09T16:00:00.000Z',
    })
    charter.on('2026-11-02')
  })
})

describe('R-186 major decisions are routed by amounts that are parameters', () => {
  const propose = (value: string) =>
    charter.create('administrator', 'policy_parameters', {
      key: 'credit.executive_limit',
      name: '须公司领导批准的信用额度',
      module: 'customers',
      value_type: 'money',
      value,
      clause_ref: 'P0 §5.2',
      effective_from: '2026-11-02',
    })

  test('a proposed amount rules only once a leader approved it', async () => {
    const { id: customer_id } = await charter.create('seller', 'customers', {
      ...company,
      name: '金额公司',
    })
    const submit = async () => {
      const draft = await charter.create('seller', 'credit_assessments', {
        customer_id,
        payment_history_score: 80,
        financial_score: 80,
        business_score: 80,
        cooperation_score: 80,
        proposed_limit: 1_500_000,
        comment: '评估',
      })
      return charter.step('seller', 'credit_assessments', draft, 'submit')
    }
    const proposal = await propose('2000000')
    const early = await submit()
    expect(
      await refusal(charter.step('accountant', 'credit_assessments', early, 'approve')),
    ).toMatchObject({ code: 'refused_transition' })
    await charter.step('boss', 'policy_parameters', proposal, 'approve')
    expect(await charter.step('accountant', 'credit_assessments', early, 'approve')).toMatchObject({
      state: 'approved',
    })
  })

  test.each([
    ['-1', 'invalid'],
    ['viel', 'invalid'],
  ])('a value of %s is refused', async (value, code) => {
    expect(await refusal(propose(value))).toMatchObject({ code, fields: ['value'] })
  })
})

describe('R-188 conduct articles are acknowledged once per version', () => {
  const draft = (body: string) =>
    charter.create('clerk', 'handbook_articles', {
      clause: 'P3-4.2.2',
      title: '廉洁',
      body,
      applies_to: 'sales',
    })

  test('issuing asks everybody concerned within seven days; the next version asks again', async () => {
    const first = await draft('不收受贿赂。')
    expect(first).toMatchObject({ version_no: 1, state: 'draft' })
    await charter.step('clerk', 'handbook_articles', first, 'issue')
    const open = (of: { id: string }) => charter.find('distributions', { 'target.id': of.id })
    const asked = await open(first)
    expect(asked.map(({ recipient_id }) => recipient_id).toSorted()).toEqual(
      [employee('seller'), employee('other_seller')].toSorted(),
    )
    expect(asked[0]).toMatchObject({ due_at: '2026-11-09T15:59:59.000Z', received_at: null })

    const mine = asked.find(({ recipient_id }) => recipient_id === employee('seller'))
    if (!mine) throw new Error('the seller is asked')
    charter.company().now = '2026-11-03T01:00:00.000Z'
    await charter.update('seller', 'distributions', mine, {
      received_at: '2026-11-03T01:00:00.000Z',
    })
    expect(await charter.read('handbook_articles', first)).toMatchObject({
      acknowledgements: [
        { employee_id: employee('seller'), acknowledged_at: '2026-11-03T01:00:00.000Z' },
      ],
    })

    const second = await draft('不收受贿赂与回扣。')
    expect(second).toMatchObject({ version_no: 2 })
    await charter.step('clerk', 'handbook_articles', second, 'issue')
    expect(await charter.read('handbook_articles', first)).toMatchObject({ state: 'superseded' })
    expect(await open(second)).toHaveLength(2)
  })
})

describe('R-189 a customer has exactly one owner, and transfers keep history', () => {
  test('the owner is obligatory; a transfer moves the department and is kept', async () => {
    const row = await charter.create('seller', 'customers', { ...company, name: '移交公司' })
    expect(row).toMatchObject({
      owner_id: employee('seller'),
      department_id: department('sales'),
    })
    expect(
      await refusal(charter.update('sales_head', 'customers', row, { owner_id: null })),
    ).toMatchObject({ code: 'invalid', fields: ['owner_id'] })
    const { version } = await charter.read('customers', row)
    await charter.update(
      'sales_head',
      'customers',
      { id: row.id, version: Number(version) },
      { owner_id: employee('marketer') },
    )
    expect(await charter.read('customers', row)).toMatchObject({
      owner_id: employee('marketer'),
      department_id: department('marketing'),
    })
    const history = await charter.company().service.history(as('boss'), 'customers', row.id)
    expect(history.flatMap(({ diff }) => (diff?.owner_id ? [diff.owner_id] : []))).toContainEqual([
      employee('seller'),
      employee('marketer'),
    ])
    expect(
      await charter.find('notifications', { 'target.id': row.id, rule_ref: 'R-189' }, 'marketer'),
    ).toHaveLength(1)
  })
})

describe('R-021 duplicates of customers', () => {
  test('the same name is refused for companies; for persons only with the same phone', async () => {
    await charter.create('seller', 'customers', { ...company, name: '重名公司' })
    expect(
      await refusal(charter.create('seller', 'customers', { ...company, name: '重名公司' })),
    ).toMatchObject({ code: 'invalid', fields: ['name'] })
    const person = { ...company, kind: 'individual', name: '李明' }
    await charter.create('seller', 'customers', { ...person, phone: '13800000001' })
    const second = await charter.create('seller', 'customers', { ...person, phone: '13800000002' })
    expect(second).toMatchObject({ name: '李明' })
    expect(
      await refusal(
        charter.create('other_seller', 'customers', { ...person, phone: '13800000001' }),
      ),
    ).toMatchObject({ code: 'invalid', fields: ['name'] })
  })

  test('one contact of a customer is primary', async () => {
    const { id: customer_id } = await charter.create('seller', 'customers', {
      ...company,
      name: '联系公司',
    })
    await charter.create('seller', 'contacts', { customer_id, name: '甲', is_primary: true })
    expect(
      await refusal(
        charter.create('seller', 'contacts', { customer_id, name: '乙', is_primary: true }),
      ),
    ).toMatchObject({ code: 'invalid', fields: ['is_primary'] })
    expect(await charter.create('seller', 'contacts', { customer_id, name: '乙' })).toMatchObject({
      is_primary: false,
    })
  })
})

describe('R-139 exactly one department is the integrated management department', () => {
  test('a second one is refused; giving up the only one is warned', async () => {
    const sales = await charter.read('departments', { id: department('sales') })
    expect(
      await refusal(charter.update('hr_clerk', 'departments', sales, { kind: 'management' })),
    ).toMatchObject({ code: 'invalid', fields: ['kind'] })
    const only = await charter.read('departments', { id: department('administration') })
    const answer = await charter.update('hr_clerk', 'departments', only, { kind: 'support' })
    expect(answer._warnings).toMatchObject([{ rule: 'R-139' }])
  })

  test('switches of a new department follow its function', async () => {
    const made = await charter.create('hr_clerk', 'departments', {
      code: 'CW',
      name: '财务二部',
      kind: 'support',
      function: 'finance',
      manager_id: employee('accountant'),
    })
    expect(made).toMatchObject({
      reviews_contracts: true,
      reviews_orders: true,
      receives_contract_copy: true,
    })
  })

  test('a department may not stand below itself', async () => {
    const sales = await charter.read('departments', { id: department('sales') })
    const below = await charter.read('departments', { id: department('service') })
    await charter.update('hr_clerk', 'departments', below, { parent_id: sales.id })
    const now = await charter.read('departments', { id: sales.id })
    expect(
      await refusal(charter.update('hr_clerk', 'departments', now, { parent_id: below.id })),
    ).toMatchObject({ code: 'invalid', fields: ['parent_id'] })
  })
})
