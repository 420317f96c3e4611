import type { Report } from './check-report.ts'
import { fieldTypes, type Entity, type Field, type Label, type Model } from './definition.ts'

type Data = Readonly<Record<string, unknown>>
const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const lists = [
  'modules',
  'roles',
  'parameters',
  'clauses',
  'entities',
  'metrics',
  'dashboards',
] as const

/**
 * Reports what is too broken to look into, and gives the model without it: the rest is then checked as if it
 * had come from a typed file. Definitions also come from a database or from somebody's editor.
 */
export const wholeParts = (model: Model, report: Report): Model => {
  const given: Data = isData(model) ? model : {}
  if (given !== model)
    report('M009', 'model', { name: { zh: '必须是对象', en: 'must be an object' } })
  const odd = oddValue(model, 'model')
  if (odd) report('M008', odd.at, { name: odd.what })
  const part = (name: (typeof lists)[number]): readonly unknown[] => {
    const list = given[name]
    if (Array.isArray(list)) return list.filter(isData)
    report('M009', name, { name: { zh: '必须是列表', en: 'must be a list' } })
    return []
  }
  return {
    name: String(given.name ?? ''),
    ...Object.fromEntries(lists.map((name) => [name, part(name)])),
    entities: part('entities').flatMap((entity, i) => wholeEntity(entity, i, report)),
  } as unknown as Model
}

/** The first value that JSON would lose or change. */
const oddValue = (value: unknown, at: string): { at: string; what: string } | null => {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' && !Number.isFinite(value)) return { at, what: String(value) }
  if (['string', 'number', 'boolean'].includes(typeof value)) return null
  if (typeof value !== 'object') return { at, what: typeof value }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    return { at, what: value.constructor.name }
  for (const [key, inner] of Object.entries(value)) {
    const odd = oddValue(inner, `${at}.${key}`)
    if (odd) return odd
  }
  return null
}

const wholeEntity = (entity: unknown, i: number, report: Report): Entity[] => {
  if (!isData(entity) || typeof entity.name !== 'string') {
    report('M009', `entities.${i}`, { name: { zh: '缺少名称', en: 'needs a name' } })
    return []
  }
  const at = entity.name
  const need = (key: string, fits: boolean, what: Label): boolean => {
    if (!fits) report('M009', `${at}.${key}`, { name: { zh: `应为${what.zh}`, en: `must be ${what.en}` } })
    return fits
  }
  if (!need('fields', isData(entity.fields), { zh: '字段表', en: 'a map of fields' })) return []
  const access = need('access', isData(entity.access), { zh: '角色表', en: 'a map of roles' }) ? entity.access : {}
  const title = need('title', typeof entity.title === 'string', { zh: '文本', en: 'a text' }) ? entity.title : '{id}'
  const { workflow, ...rest } = entity
  const isFlow = isData(workflow) && isData(workflow.states) && isData(workflow.transitions)
  if (workflow !== undefined) need('workflow', isFlow, { zh: '状态与流转', en: 'states and transitions' })
  const steps = isFlow ? wholeSteps(workflow.transitions as Data, `${at}.workflow.transitions`, report) : {}
  return [
    {
      ...rest,
      access,
      title,
      fields: wholeFields(entity.fields as Data, `${at}.fields`, report),
      ...(isFlow && { workflow: { ...workflow, transitions: steps } }),
    } as unknown as Entity,
  ]
} // prettier-ignore

const wholeSteps = (steps: Data, at: string, report: Report): Data =>
  Object.fromEntries(
    Object.entries(steps).flatMap(([name, step]) => {
      const isWhole =
        isData(step) && Array.isArray(step.from) && Array.isArray(step.by) && typeof step.to === 'string'
      if (!isWhole) report('M009', `${at}.${name}`, { name: { zh: '须有 from、to 和 by', en: 'needs from, to and by' } })
      else if (isData(step.ask)) return [[name, { ...step, ask: wholeFields(step.ask, `${at}.${name}.ask`, report) }]]
      return isWhole ? [[name, step]] : []
    }),
  ) // prettier-ignore

const wholeFields = (fields: Data, at: string, report: Report): Readonly<Record<string, Field>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, Field][] => {
      const path = `${at}.${name}`
      const type = isData(field) ? field.type : undefined
      if (!isData(field) || !fieldTypes.some((known) => known === type)) {
        report('M010', `${path}.type`, { name: String(type) }, fieldTypes)
        return []
      }
      if (type === 'enum' && !isData(field.options)) {
        report('M046', `${path}.options`)
        return [[name, { ...field, options: {} } as unknown as Field]]
      }
      if (type !== 'lines') return [[name, field as unknown as Field]]
      const inner = isData(field.fields) ? field.fields : {}
      const whole = { ...field, fields: wholeFields(inner, `${path}.fields`, report) }
      return [[name, whole as unknown as Field]]
    }),
  )
