import { describe, expect, test } from 'vitest'
import type { Viewer } from '#model/language/access.ts'
import {
  actorTest, fillableFields, initialState, isBlank, missingFields, reachableStates, recordRolePath, requiredFields,
  systemTransitionsFrom, transitionsFrom,
} from '#model/language/workflow.ts' // prettier-ignore
import { employees, index, orders } from './shop.ts'

const as = (roles: readonly string[], inDepartments: readonly string[] = []): Viewer => ({
  employee: 'me',
  roles,
  departments: inDepartments,
})
const mine = { $or: [{ owner_id: 'me' }, { helper_ids: { $has: 'me' } }] }
const copy = { $some: { of: 'distributions', by: 'target', where: { recipient_id: 'me' } } }
const ownManagers = { $or: [{ 'owner.roles': { $has: 'dept_manager' } }] }

test('only listed steps leave a state', () => {
  expect(transitionsFrom(orders, 'review').map(([name]) => name)).toEqual([
    'release',
    'sign',
    'check',
  ])
  expect(transitionsFrom(orders, 'closed')).toEqual([])
  expect(systemTransitionsFrom(orders, 'released').map(([name]) => name)).toEqual(['close'])
  expect(systemTransitionsFrom(orders, 'draft')).toEqual([])
})

test('a record begins in the first state, or in the one that is named', () => {
  expect(initialState(orders)).toBe('draft')
  expect(initialState({ ...orders, workflow: { ...orders.workflow, initial: 'review' } })).toBe(
    'review',
  )
  expect(initialState(employees)).toBe(null)
})

test('states without a way in are not reachable', () => {
  expect([...reachableStates(orders)]).toEqual(['draft', 'review', 'released', 'closed'])
  const workflow = { ...orders.workflow, initial: 'released' }
  expect([...reachableStates({ ...orders, workflow })]).toEqual(['released', 'closed'])
})

describe('who may take a step', () => {
  test('the system is never a person', () => {
    expect(actorTest(index, 'orders', 'close', as(['executive', 'dept_manager']))).toBe(false)
  })
  test('a role that is not listed may not, whatever it may change', () => {
    expect(actorTest(index, 'orders', 'check', as(['executive']))).toBe(false)
    expect(actorTest(index, 'orders', 'nothing', as(['executive']))).toBe(false)
  })
  test('a record role needs to be named on the record and to read it', () => {
    expect(actorTest(index, 'orders', 'submit', as(['sales']))).toEqual({
      $and: [{ owner_id: 'me' }, { $or: [mine, copy] }],
    })
    expect(actorTest(index, 'orders', 'sign', as(['marketing']))).toEqual({ signatory_id: 'me' })
  })
  test('a listed role without decide and update acts only where a share lets it act', () => {
    expect(actorTest(index, 'orders', 'check', as(['finance']))).toEqual(copy)
  })
  test('nobody decides an own record; the supervisor of its owner does', () => {
    expect(actorTest(index, 'orders', 'release', as(['dept_manager'], ['d1']))).toEqual({
      $or: [
        {
          $and: [{ $or: [{ department_id: { $in: ['d1'] } }, copy] }, { $not: { owner_id: 'me' } }],
        },
        { $and: [ownManagers, { 'owner.supervisor_id': 'me' }] },
      ],
    })
  })
  test('the own record of a manager without supervisor is decided by the highest role', () => {
    expect(actorTest(index, 'orders', 'release', as(['executive']))).toEqual({
      $and: [
        ownManagers,
        {
          $or: [
            { 'owner.supervisor_id': 'me' },
            { 'owner.supervisor_id': null, owner_id: { $ne: 'me' } },
          ],
        },
      ],
    })
  })
})

test('a record role is the field of its name, the owner or the end of a people path', () => {
  expect(recordRolePath(index, orders, 'signatory')).toBe('signatory_id')
  expect(recordRolePath(index, orders, 'owner')).toBe('owner_id')
  expect(recordRolePath(index, orders, 'helper')).toBe('helper_ids')
  const withPath = { ...orders, people: ['department.manager_id'] }
  expect(recordRolePath(index, withPath, 'manager')).toBe('department.manager_id')
  expect(recordRolePath(index, orders, 'department')).toBe(null)
})

describe('what a step needs', () => {
  const step = orders.workflow.transitions.release
  test('fields required always, in the target state, and by the step, lines included', () => {
    const record = {
      customer: 'ACME',
      kind: 'goods',
      promised_on: null,
      lines: [
        { item: 'a', quantity: 1, price: 2, batch: 'B1' },
        { item: '', quantity: 0, price: 2 },
      ],
    }
    expect(missingFields(orders, step, record)).toEqual([
      'promised_on',
      'signatory_id',
      'lines.1.item',
      'lines.1.batch',
    ])
  })
  test('a condition counts where somebody can tell whether it holds', () => {
    const conditional = {
      ...orders,
      fields: {
        note: { type: 'text', required: { kind: 'service' }, label: { zh: '备注', en: 'Note' } },
      },
    } as const
    expect(requiredFields(conditional, 'released')).toEqual([
      { field: 'note', when: { kind: 'service' } },
    ])
    expect(missingFields(conditional, { to: 'released' }, {})).toEqual([])
    expect(missingFields(conditional, { to: 'released' }, {}, () => true)).toEqual(['note'])
  })
  test('its dialog writes what it fills, requires and the target state needs', () => {
    expect(fillableFields(orders, step)).toEqual(['note', 'promised_on', 'signatory_id'])
  })
  test.each([
    [null, true],
    ['', true],
    [[], true],
    [0, false],
    [false, false],
  ])('%j counts as blank: %s', (value, blank) => {
    expect(isBlank(value)).toBe(blank)
  })
})
