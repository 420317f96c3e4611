import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Entity, Field } from '#model/language/definition.ts'
import { hasRequirements, requiredEntities } from '../requirements.ts'
import type { RequiredField } from '../requirements.ts'
import { gaps } from './gaps.ts'

const entities = new Map(model.entities.map((entity) => [entity.name, entity]))

/** Target of a reference in the catalogue's grammar, when it names one. */
const targetOf = (type: string): string | undefined =>
  /^reference(?:-many)?:([a-z_]+)/.exec(type)?.[1]

const isBuilt = (required: RequiredField): boolean => {
  const target = targetOf(required.type)
  return target === undefined || entities.has(target)
}

/** The pair `x_resource`, `x_id` is one field `x`. */
const fieldOf = (entity: Entity, name: string): Field | undefined =>
  entity.fields[name] ?? entity.fields[name.replace(/_(resource|id)$/, '')]

const isComputed = (field: Field): boolean =>
  [field.formula, field.rollup, field.band, field.metric].some((part) => part !== undefined)

const families: Readonly<Record<string, readonly string[]>> = {
  text: ['text', 'serial', 'email', 'phone', 'url', 'tags', 'enum', 'record_ref', 'longtext'],
  longtext: ['longtext', 'text'],
  integer: ['integer'],
  decimal: ['decimal', 'integer'],
  money: ['money'],
  percent: ['percent'],
  date: ['date'],
  datetime: ['datetime'],
  boolean: ['boolean'],
  enum: ['enum'],
  reference: ['reference'],
  'reference-many': ['references'],
  attachment: ['attachments'],
  lines: ['lines'],
}

const flagged = (field: Field, flag: string): boolean => {
  if (flag === 'req') return field.required !== undefined || field.type === 'serial'
  if (flag.startsWith('req@')) return field.required !== undefined
  if (flag === 'uniq') return field.unique !== undefined || field.type === 'serial'
  if (flag === 'conf') return field.confidential === true
  if (flag === 'secret') return field.secret === true
  if (flag === 'auto')
    return (
      field.auto === true || field.readonly === true || isComputed(field) || field.type === 'serial'
    )
  return true
}

const known = hasRequirements
  ? requiredEntities().flatMap((required) => {
      const entity = entities.get(required.name)
      return entity ? [{ name: required.name, required, entity }] : []
    })
  : []

describe.skipIf(!hasRequirements).each(known)('$name', ({ name, required, entity }) => {
  const excused = gaps[name]
  const fields = required.fields.filter(
    (field) => isBuilt(field) && excused?.fields?.[field.name] === undefined,
  )

  test('has the label of the catalogue', () => {
    expect(entity.label.zh).toBe(required.zh)
  })

  test('has every field whose target is built', () => {
    const missing = fields.flatMap((field) => (fieldOf(entity, field.name) ? [] : [field.name]))
    expect(missing).toEqual([])
  })

  test('gives each field its label, kind and flags', () => {
    const wrong = fields.flatMap(({ name: key, zh, type, flags }) => {
      const field = fieldOf(entity, key)
      if (!field) return []
      const kind = /^(?:computed:)?([a-z-]+)/.exec(type)?.[1] ?? type
      return [
        ...(field.label.zh === zh || field.type === 'record_ref' ? [] : [`${key} label ${zh}`]),
        ...(families[kind]?.includes(field.type) ? [] : [`${key} ${kind} is ${field.type}`]),
        ...(type.startsWith('computed:') && !isComputed(field) ? [`${key} is not computed`] : []),
        ...flags.flatMap((flag) => (flagged(field, flag) ? [] : [`${key} lacks ${flag}`])),
      ]
    })
    expect(wrong).toEqual(excused?.differences ?? [])
  })

  test('offers every option with its label', () => {
    const wrong = fields.flatMap(({ name: key, type }) => {
      const field = fieldOf(entity, key)
      const inside = /^enum\((.*)\)$/.exec(type)?.[1]
      if (!inside || field?.type !== 'enum') return []
      return inside.split(', ').flatMap((option) => {
        const [word = '', ...rest] = option.split(' ')
        return field.options[word]?.zh === rest.join(' ') ? [] : [`${key}.${option}`]
      })
    })
    expect(wrong).toEqual([])
  })

  test('has the states and takes the first as initial', () => {
    const states = Object.entries(entity.workflow?.states ?? {}).map(([key, { zh }]) => [key, zh])
    expect(states).toEqual(required.states)
  })

  test('has a step for each line of the flow and none between other states', () => {
    const pairs = (list: readonly (readonly [string, string])[]) =>
      [...new Set(list.map(([from, to]) => `${from} > ${to}`))].toSorted()
    const built = Object.values(entity.workflow?.transitions ?? {}).flatMap(({ from, to }) =>
      from.map((state) => [state, to] as const),
    )
    const asked = required.transitions.map(({ frm, to }) => [frm, to] as const)
    expect(pairs(built)).toEqual(pairs([...asked, ...(excused?.steps ?? [])]))
  })
})

test('every definition survives a round trip through JSON', () => {
  expect(JSON.parse(JSON.stringify(model))).toEqual(model)
})
