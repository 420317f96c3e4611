import { describe, expect, test } from 'vitest'
import { fieldTypes, type Field } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { model } from '#model/index.ts'
import { menuGroups } from '../../src/layout/bar/menu.ts'
import { inboxesOf } from '../../src/layout/home/waiting.ts'
import { chosenColumns } from '../../src/views/list/table/columns.ts'
import { listViewOf } from '../../src/views/list/list-view.ts'
import { filterOf, presetInForce } from '../../src/views/list/presets/preset.ts'
import { fieldKinds } from '../../src/views/fields/registry.ts'
import { relatedOf } from '../../src/views/record/related/related.ts'
import { sectionsOf } from '../../src/views/record/sections.ts'
import { summedColumns } from '../../src/views/record/lines/summed.ts'
import { startOf, stepFields } from '../../src/views/transition/step-fields.ts'
import { sampleConsole } from './harness.tsx'

const { index, viewer } = sampleConsole
const orders = index.resources.get('orders')
if (!orders) throw new Error('the sample model has orders')

describe('views follow from a definition', () => {
  test('every field type has a column, a read view, an input and an answer about filters', () => {
    expect(Object.keys(fieldKinds).toSorted()).toEqual([...fieldTypes].toSorted())
    for (const kind of Object.values(fieldKinds)) {
      expect(kind.Column).toBeDefined()
      expect(kind.Field).toBeDefined()
      expect(kind.Input).toBeDefined()
      expect(kind.Filter === null || kind.Filter !== undefined).toBe(true)
    }
  })

  test('a list shows the columns of the model and offers the others', () => {
    const view = listViewOf(index, 'orders')
    const shown = view?.columns.filter(({ isHidden }) => !isHidden).map(({ path }) => path)
    expect(shown).toEqual(['code', 'customer_id', 'amount', 'overdue_days', 'state'])
    expect(view?.columns.some(({ path, isHidden }) => path === 'owner_id' && isHidden)).toBe(true)
    expect(view?.sort).toEqual({ field: 'code', order: 'DESC' })
    expect(view?.filters[0]).toBe('state')
  })

  test('a reference sorts by the name it shows, amounts are totalled', () => {
    const columns = listViewOf(index, 'orders')?.columns ?? []
    expect(columns.find(({ path }) => path === 'customer_id')?.sortBy).toBe('customer.name')
    expect(columns.find(({ path }) => path === 'amount')?.isTotalled).toBe(true)
    expect(columns.find(({ path }) => path === 'state')?.isTotalled).toBe(false)
  })

  test('columns chosen before are kept, those the model forgot are dropped', () => {
    const view = listViewOf(index, 'orders')
    if (!view) throw new Error('orders have a list')
    expect(chosenColumns(view, ['state', 'gone', 'code']).map(({ path }) => path)).toEqual(['state', 'code'])
    expect(chosenColumns(view, null)).toHaveLength(5)
  })

  test('the tab in force is the one whose conditions all stand in the filter', () => {
    const presets = listViewOf(index, 'orders')?.presets ?? []
    const filter = presets[0] ? filterOf(presets[0][1]) : {}
    const byCode = { field: 'code', order: 'DESC' } as const
    expect(filter).toEqual({ owner_id: '$me', note: { $null: true } })
    expect(presetInForce(presets, { ...filter, state: ['draft'] }, byCode)).toBe('mine')
    expect(presetInForce(presets, { owner_id: '$me' }, byCode)).toBeNull()
  })

  test('a record has the sections of its form, then what they do not name', () => {
    const sections = sectionsOf(orders)
    expect(sections.map(({ label }) => label?.en ?? null)).toEqual(['Basics', null])
    expect(sections[1]?.fields).toEqual(['overdue_days', 'owner_id', 'department_id', 'confidentiality'])
  })

  test('a customer leads to the orders that point to it', () => {
    expect(relatedOf(index, 'customers').map(({ key }) => key)).toEqual(['orders.customer_id'])
    expect(relatedOf(index, 'customers')[0]?.filter('c1')).toEqual({ customer_id: 'c1' })
  })

  test('child rows sum what the parent adds up, not unit prices', () => {
    const lines = orders.fields.lines
    if (lines?.type !== 'lines') throw new Error('orders have lines')
    expect([...summedColumns(orders, 'order_lines', lines)]).toEqual(['line_total'])
  })

  test('the dialog of a step has exactly what it fills and asks', () => {
    const release = orders.entity.workflow?.transitions.release
    if (!release) throw new Error('orders can be released')
    const step = { name: 'release', to: 'released', enabled: true, reasons: [], fills: ['note'], ask: ['opinion'] }
    expect(stepFields(orders.entity, release, step).map(({ name, isRequired }) => [name, isRequired])).toEqual([['note', false], ['opinion', true]])
  })

  test('a step starts with the moment where one is needed that cannot lie ahead, and with what is known', () => {
    const label = { zh: '时间', en: 'At' }
    const moment = { now: '2026-11-22T02:03:04.567Z', today: '2026-11-22' }
    const startWith = (field: Field, isRequired: boolean, value: unknown = null) =>
      startOf({ name: 'at', field, isRequired, isAsked: false }, { id: '1', at: value }, moment)
    const happened: Field = { type: 'datetime', max: '$now', label }
    expect(startWith(happened, true)).toBe('2026-11-22T02:03:00.000Z')
    expect(startWith(happened, true, '2026-11-20T01:00:00.000Z')).toBe('2026-11-20T01:00:00.000Z')
    expect(startWith(happened, false)).toBeNull()
    expect(startWith({ type: 'datetime', label }, true)).toBeNull() // a promise, say
    expect(startWith({ type: 'date', max: '$today', label }, true)).toBe('2026-11-22')
  })

  test('presets that wait for the viewer are the inboxes of the day', () => {
    expect(inboxesOf(index, viewer).map(({ entity, key }) => `${entity.name}.${key}`)).toEqual(['orders.mine'])
  })

  test('every entity of the company model has a list, sections and a place in the menu', () => {
    const company = indexModel(model)
    const inMenu = menuGroups(company).flatMap(({ core, more }) => [...core, ...more].map(({ name }) => name))
    for (const { name } of model.entities) {
      const at = company.resources.get(name)
      expect(listViewOf(company, name)?.columns.filter(({ isHidden }) => !isHidden).length, name).toBeGreaterThan(1)
      expect(at ? sectionsOf(at).length : 0, name).toBeGreaterThan(0)
      expect(inMenu).toContain(name)
    }
  })
}) // prettier-ignore
