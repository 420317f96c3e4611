import { describe, expect, test } from 'vitest'
import { employee, useCharter } from '../company.ts'

const charter = useCharter()

describe('R-192 mails and notices name the record that they are about', () => {
  test('a request for a decision names step and record, in the notice and in the mail', async () => {
    const customer = await charter.create('seller', 'customers', {
      name: '命名公司',
      kind: 'enterprise',
      level: 'normal',
      industry: '机械',
      region: '华东',
      source: 'self',
    })
    const contract = await charter.seed('contracts', {
      code: 'HT-2026-DB-0001',
      title: '供货',
      customer_id: customer.id,
      owner_id: employee('seller'),
    })
    await charter.seed('approvals', {
      target: { resource: 'contracts', id: contract.id },
      step: 'dept_review',
      assignee_id: employee('accountant'),
      owner_id: employee('accountant'),
      requested_by_id: employee('seller'),
    })
    const [notice] = await charter.find('notifications', { kind: 'approval' }, 'accountant')
    expect(notice?.title).toBe('请处理部门评审：销售合同 HT-2026-DB-0001 供货')
    const mail = await charter
      .company()
      .database.kysely.selectFrom('_outbox')
      .select(['recipient', 'subject'])
      .where('recipient', '=', 'accountant@example.com')
      .executeTakeFirst()
    expect(mail).toEqual({
      recipient: 'accountant@example.com',
      subject: '请处理部门评审：销售合同 HT-2026-DB-0001 供货',
    })
  })
})
