import type { Access, Entity, Field, Label, Model } from '#model/language/definition.ts'
import type { AskedField } from './fields.ts'

/** An entity as somebody asks for it. */
export type Asked = {
  readonly name: string
  readonly singular?: string
  readonly module: string
  readonly label: Label
  readonly fields: readonly AskedField[]
}

const words = (zh: string, en: string): Label => ({ zh, en })

/** Fields of an entity for which nobody asked for any. */
const usualFields: readonly AskedField[] = [
  { name: 'name', field: { type: 'text', required: true, search: true, max_length: 200, label: words('名称', 'Name') } },
  { name: 'occurred_on', field: { type: 'date', default: '$today', max: '$today', label: words('日期', 'Date') } },
  { name: 'note', field: { type: 'longtext', label: words('说明', 'Note') } },
] // prettier-ignore

const prefixesIn = (model: Model): ReadonlySet<string> =>
  new Set(
    model.entities.flatMap(({ fields }) =>
      Object.values(fields).flatMap((field) =>
        field.type === 'serial' ? [field.pattern.replace(/-?\{.*$/, '')] : [],
      ),
    ),
  )

/** Letters before the numbers of an entity: the first of its words, longer until nobody else has them. */
const prefixOf = (model: Model, name: string): string => {
  const taken = prefixesIn(model)
  const parts = name.split('_')
  for (let length = 1; ; length++) {
    const letters = parts.map((part) => part.slice(0, length)).join('').toUpperCase() // prettier-ignore
    if (!taken.has(letters) || length > name.length) return letters
  }
}

const administers = (model: Model) =>
  model.roles.filter((role) => role.administers).map(({ key }) => key)

/** The role that writes most in a module: whoever may create most of its entities. */
const workerOf = (model: Model, module: string): string | null => {
  const apart = [...administers(model), ...model.roles.filter((role) => role.highest).map(({ key }) => key), 'dept_manager'] // prettier-ignore
  const counted = model.roles
    .filter(({ key }) => !apart.includes(key))
    .map(({ key }) => {
      const those = model.entities.filter((entity) => entity.module === module && entity.access[key]?.create) // prettier-ignore
      return { key, count: those.length }
    })
    .toSorted((a, b) => b.count - a.count)
  return counted[0]?.key ?? null
}

/** Rights to begin with: those above read, heads run their department, whoever works there has own rows. */
const accessOf = (model: Model, module: string): Access => {
  const worker = workerOf(model, module)
  const own = { create: true, read: 'own', update: 'own', archive: 'own' } as const
  const department = { create: true, read: 'department', update: 'department', archive: 'department', export: true } as const // prettier-ignore
  const heads = model.roles.some(({ key }) => key === 'dept_manager')
  return {
    ...Object.fromEntries(model.roles.filter((role) => role.highest).map(({ key }) => [key, { read: 'all', export: true } as const])), // prettier-ignore
    ...(heads && { dept_manager: department }),
    ...(worker !== null && { [worker]: own }),
    ...Object.fromEntries(administers(model).map((key) => [key, { read: 'all' } as const])),
  }
}

const dimensionTypes: readonly string[] = ['enum', 'reference', 'boolean']
const sumTypes: readonly string[] = ['money', 'decimal', 'integer']

const analyticsOf = (label: Label, fields: Readonly<Record<string, Field>>) => {
  const of = (types: readonly string[]) => Object.entries(fields).filter(([, { type }]) => types.includes(type)) // prettier-ignore
  const time = of(['date', 'datetime'])[0]?.[0] ?? 'created_at'
  return {
    time,
    dimensions: {
      department: { field: 'department_id', label: words('部门', 'Department') },
      state: { field: 'state', label: words('状态', 'State') },
      ...Object.fromEntries(of(dimensionTypes).map(([name, { label: own }]) => [name.replace(/_id$/, ''), { field: name, label: own }])), // prettier-ignore
    },
    measures: {
      count: { agg: 'count', label, format: 'integer' },
      ...Object.fromEntries(of(sumTypes).map(([name, { label: own, type }]) => [name, { agg: 'sum', field: name, label: own, format: type }])), // prettier-ignore
    },
  } as const
}

const titleOf = (fields: Readonly<Record<string, Field>>): string => {
  const text = Object.entries(fields).find(([, { type }]) => type === 'text')?.[0]
  return text === undefined ? '{code}' : `{code} {${text}}`
}

const columns = 7

/**
 * Makes a definition to begin with: numbered, with the fields asked for, two states, rights, a list, a count and sums
 * to show on dashboards, and sample rows.
 */
export const makeEntity = (model: Model, asked: Asked): Entity => {
  const { name, label, module, singular } = asked
  const given = asked.fields.length > 0 ? asked.fields : usualFields
  const fields: Record<string, Field> = {
    code: { type: 'serial', pattern: `${prefixOf(model, name)}-{yyyymm}-{seq4}`, search: true, label: words('编号', 'No.') },
    ...Object.fromEntries(given.map(({ name: key, field }) => [key, field])),
  } // prettier-ignore
  const shown = Object.entries(fields).filter(([, { type }]) => !['longtext', 'attachments'].includes(type)) // prettier-ignore
  const listed = shown.map(([key]) => key).slice(0, columns - 2)
  return {
    name,
    label,
    ...(singular !== undefined && { singular }),
    module,
    tier: 'core',
    clauses: [],
    title: titleOf(fields),
    fields,
    workflow: {
      states: {
        open: { ...words('处理中', 'Open'), tone: 'warn' },
        closed: { ...words('已完成', 'Closed'), tone: 'good', final: true },
      },
      transitions: {
        close: {
          from: ['open'],
          to: 'closed',
          by: ['owner', 'dept_manager'].filter((role) => role === 'owner' || model.roles.some(({ key }) => key === role)),
          label: words('完成', 'Close'),
          tone: 'good',
        },
      },
    },
    access: accessOf(model, module),
    views: { list: { columns: [...listed, 'state', 'owner_id'], filters: ['state', ...listed.slice(1), 'owner_id', 'department_id'] } },
    analytics: analyticsOf(label, fields),
    sample: { count: 40 },
  } // prettier-ignore
}
