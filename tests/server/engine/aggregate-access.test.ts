import { beforeAll, describe, expect, test } from 'vitest'
import { entity, type Label } from '#model/language/definition.ts'
import type { Principal } from '../../../server/engine/service.ts'
import { actor, useCompany } from './company.ts'
import { hire, type Staff } from './staff.ts'
import { workshop } from './workshop.ts'

const l = (zh: string, en: string): Label => ({ zh, en })

/** Appraisal sheets: everybody reads the own one, the head those of the department, the administrator no totals. */
const sheets = entity({
  name: 'sheets',
  module: 'test',
  tier: 'core',
  clauses: ['T §1'],
  label: l('考核表', 'Sheets'),
  title: '{id}',
  people: ['employee_id'],
  access: {
    '*': { read: 'own', confidential: 'own' },
    head: { read: 'department', confidential: 'department' },
    boss: { read: 'all', confidential: 'all' },
    admin: { create: true, read: 'all' },
  },
  fields: {
    employee_id: { type: 'reference', to: 'employees', label: l('员工', 'Employee') },
    team_id: { type: 'reference', to: 'departments', label: l('部门', 'Department') },
    cycle: { type: 'enum', label: l('周期', 'Cycle'), options: { q3: l('三季度', 'Q3') } },
    total: { type: 'decimal', confidential: true, label: l('得分', 'Total') },
  },
  analytics: {
    time: 'created_at',
    dimensions: {
      team: { field: 'team_id' },
      cycle: { field: 'cycle' },
      employee: { field: 'employee_id' },
      grade: { field: 'total', bands: [60, 80] },
    },
    measures: {
      people: { label: l('人数', 'People'), agg: 'count' },
      good: { label: l('良好', 'Good'), agg: 'count', where: { total: { $gte: 80 } } },
      mean: { label: l('平均', 'Mean'), agg: 'avg', field: 'total' },
      team_mean: {
        label: l('部门平均', 'Team mean'), agg: 'avg', field: 'total', scope: 'global',
        cells: ['cycle', 'team'], min_group: 3, group_of: 'employee_id',
      },
    },
  },
}) // prettier-ignore

const model = { ...workshop, entities: [...workshop.entities, sheets] }

describe('figures of appraisal sheets', () => {
  const company = useCompany(model, { hooks: { note_signing: async () => {} } })
  let staff: Staff

  beforeAll(async () => {
    staff = await hire(company())
    const { service } = company()
    const totals: readonly (readonly [Principal, number])[] = [
      [staff.anna, 92], [staff.bob, 70], [staff.hana, 84], [staff.fang, 55], [staff.lawyer, 61],
    ] // prettier-ignore
    for (const [who, total] of totals) {
      const person = await service.get(actor(null, ['admin']), 'employees', who.employee ?? '')
      await service.create(actor(null, ['admin', 'boss']), 'sheets', {
        employee_id: person.id, team_id: person.department_id, cycle: 'q3', total,
      }) // prettier-ignore
    }
  })

  const ask = async (who: Principal, measures: readonly string[], more: object = {}) =>
    (await company().service.aggregate(who, 'sheets', { measures, ...more })).rows

  test('are those of the own sheet for an employee, whatever is asked', async () => {
    expect(await ask(staff.bob, ['people', 'mean', 'good'])).toMatchObject([{ people: 1, mean: 70, good: 0 }]) // prettier-ignore
    expect(await ask(staff.bob, ['mean'], { by: ['employee'] })).toHaveLength(1)
    expect(await ask(staff.bob, ['people'], { filter: { employee_id: staff.anna.employee } })).toMatchObject([{ people: 0 }]) // prettier-ignore
  })

  test('are those of everybody for the boss', async () => {
    expect(await ask(staff.boss, ['people', 'mean', 'good'])).toMatchObject([{ people: 5, mean: 72.4, good: 2 }]) // prettier-ignore
  })

  test('tell nothing of hidden totals: no mean, no condition, no band, no filter', async () => {
    expect(await ask(staff.admin, ['people', 'good'])).toMatchObject([{ people: 5, good: 0 }])
    expect(await ask(staff.admin, ['mean'])).toMatchObject([{ mean: null }])
    expect(await ask(staff.admin, ['people'], { by: ['grade'] })).toMatchObject([{ grade: null, people: 5 }]) // prettier-ignore
    expect(await ask(staff.admin, ['people'], { filter: { total: { $gte: 80 } } })).toMatchObject([{ people: 0 }]) // prettier-ignore
    expect(await ask(staff.admin, ['mean'], { by: ['employee'], sort: [['mean', 'desc']] })).toMatchObject(Array.from({ length: 5 }, () => ({ mean: null }))) // prettier-ignore
  })

  test('compare an employee with the anonymous mean of the own department', async () => {
    const rows = await ask(staff.bob, ['team_mean'], { by: ['cycle'], filter: { team_id: [staff.bob.department] } }) // prettier-ignore
    expect(rows).toMatchObject([{ cycle: 'q3', team_mean: 82 }])
  })

  test('withhold the mean of a department of one or two', async () => {
    const rows = await ask(staff.boss, ['team_mean'], { by: ['cycle', 'team'] })
    expect(rows.map(({ team_mean: mean }) => mean).toSorted()).toEqual([82, null, null])
  })

  test('give an employee the mean of the own department alone', async () => {
    const rows = await ask(staff.bob, ['team_mean'], { by: ['cycle', 'team'] })
    expect(rows).toMatchObject([{ team: staff.bob.department, team_mean: 82 }])
    const other = { by: ['cycle'], filter: { team_id: staff.fang.department } }
    expect(await ask(staff.bob, ['team_mean'], other)).toEqual([])
  })

  test('give no mean from which a person could be worked out', async () => {
    const refused = { code: 'bad_query' }
    await expect(ask(staff.bob, ['team_mean'])).rejects.toMatchObject(refused)
    await expect(ask(staff.bob, ['team_mean'], { by: ['cycle', 'team'], filter: { employee_id: { $ne: staff.anna.employee } } })).rejects.toMatchObject(refused) // prettier-ignore
    await expect(ask(staff.bob, ['team_mean'], { by: ['cycle', 'team'], having: { team_mean: { $gt: 0 } }, totals: true })).rejects.toMatchObject(refused) // prettier-ignore
  })
})
