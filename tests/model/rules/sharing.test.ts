import { describe, expect, test } from 'vitest'
import { as, department, employee, refusal, useCharter } from '../company.ts'

const charter = useCharter()

const customer = (name: string) =>
  charter.create('seller', 'customers', {
    name,
    kind: 'enterprise',
    level: 'normal',
    industry: '机械',
    region: '华东',
    source: 'self',
    phone: `0512-${name.length}${name.charCodeAt(0)}`,
  })

const sees = async (who: Parameters<typeof as>[0], id: string): Promise<boolean> =>
  (await refusal(charter.company().service.get(as(who), 'customers', id))).code === 'accepted'

describe('who sees a customer beside its owner', () => {
  test('another salesperson only with a contract or order of that customer', async () => {
    const { id } = await customer('共享公司')
    expect(await sees('other_seller', id)).toBe(false)
    await charter.seed('contracts', {
      title: '供货',
      customer_id: id,
      owner_id: employee('other_seller'),
    })
    expect(await sees('other_seller', id)).toBe(true)
    expect(await charter.read('customers', { id }, 'other_seller')).toMatchObject({ phone: null })
    expect(
      await refusal(
        charter.update('other_seller', 'customers', { id, version: 1 }, { region: '华北' }),
      ),
    ).toMatchObject({ code: 'forbidden' })
  })

  test('the head of the department, with its confidential fields', async () => {
    const row = await customer('部门公司')
    expect(await charter.read('customers', row, 'sales_head')).toMatchObject({ phone: row.phone })
    expect(await sees('finance_head', row.id)).toBe(true)
    expect(await sees('hr_clerk', row.id)).toBe(false)
  })

  test('office reads no customers, marketing reads them without confidential fields', async () => {
    const row = await customer('市场公司')
    expect(await sees('clerk', row.id)).toBe(false)
    expect(await charter.read('customers', row, 'marketer')).toMatchObject({
      name: '市场公司',
      phone: null,
      outstanding: null,
    })
  })
})

describe('who sees an approval', () => {
  test('the assignee, the one who asked, the head of the asked department and leaders', async () => {
    const { id } = await customer('审批公司')
    const row = await charter.seed('approvals', {
      target: { resource: 'customers', id },
      step: 'opinion',
      assignee_id: employee('accountant'),
      owner_id: employee('accountant'),
      department_id: department('finance'),
      requested_by_id: employee('seller'),
    })
    const can = async (who: Parameters<typeof as>[0]) =>
      (await refusal(charter.company().service.get(as(who), 'approvals', row.id))).code ===
      'accepted'
    expect(await can('accountant')).toBe(true)
    expect(await can('seller')).toBe(true)
    expect(await can('finance_head')).toBe(true)
    expect(await can('boss')).toBe(true)
    expect(await can('other_seller')).toBe(false)
    expect(await can('sales_head')).toBe(false)
    expect(
      await refusal(
        charter.company().service.update(as('seller'), 'approvals', row.id, 1, { opinion: '同意' }),
      ),
    ).toMatchObject({ code: 'forbidden' })
  })
})

describe('an employee sees own confidential data, nobody else without the right', () => {
  test('mobile numbers and wages', async () => {
    const made = await charter.create('hr_clerk', 'employees', {
      name: '新人',
      department_id: department('sales'),
      position_id: (await charter.read('employees', { id: employee('seller') })).position_id,
      roles: ['sales'],
      hire_date: '2026-11-02',
      email: 'fresh@example.com',
      mobile: '13800000000',
      daily_wage: 300,
    })
    const self = { ...as('seller'), employee: made.id, account: made.id }
    const { service } = charter.company()
    expect(await service.get(self, 'employees', made.id)).toMatchObject({ mobile: '13800000000' })
    expect(await service.get(as('seller'), 'employees', made.id)).toMatchObject({
      mobile: null,
      daily_wage: null,
    })
    expect(await service.get(as('sales_head'), 'employees', made.id)).toMatchObject({
      mobile: '13800000000',
    })
  })

  test.each([
    ['1380000000', 'invalid'],
    ['13800000001', 'accepted'],
  ])('a mobile number %s: %s', async (mobile, code) => {
    const row = await charter.read('employees', { id: employee('marketer') }, 'hr_clerk')
    expect((await refusal(charter.update('hr_clerk', 'employees', row, { mobile }))).code).toBe(
      code,
    )
  })
})
