import type { Field, Rollup } from '#model/language/definition.ts'
import { both, code, codes, condition, table } from './markdown.ts'

/** Writes the fields of an entity, of its lines or of a dialog as a table. */
export const fieldTable = (fields: Readonly<Record<string, Field>>): string =>
  table(
    ['Field', 'Label', 'Type', 'Rules', 'How it is set', 'Clauses'],
    Object.entries(fields).map(([name, field]) => [
      code(name),
      both(field.label),
      typeOf(field),
      rulesOf(field).join('; '),
      sourceOf(field),
      (field.clauses ?? []).join(', '),
    ]),
  )

/** The tables of the child rows of an entity, each under its name. */
export const linesTables = (fields: Readonly<Record<string, Field>>): string =>
  Object.entries(fields)
    .flatMap(([name, field]) =>
      field.type === 'lines'
        ? [`Rows of ${code(name)} (${both(field.label)}):\n\n${fieldTable(field.fields)}`]
        : [],
    )
    .join('\n\n')

const typeOf = (field: Field): string => {
  switch (field.type) {
    case 'reference':
    case 'references':
      return `${field.type} to ${code(field.to)}`
    case 'record_ref':
      return `record of ${field.to ? codes(field.to) : 'any entity'}`
    case 'enum': {
      const options = Object.entries(field.options).map(([key, option]) => `${code(key)} ${option.zh}`)
      return `${field.many ? 'several of' : 'one of'} ${options.join(', ')}`
    }
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return field.scale === undefined ? field.type : `${field.type}, ${field.scale} decimals`
    case 'serial':
      return `serial ${code(field.pattern)}`
    default:
      return field.type
  }
} // prettier-ignore

const rulesOf = (field: Field): string[] => [
  ...requiredOf(field),
  ...(field.unique ? ['unique'] : []),
  ...('min' in field && field.min !== undefined ? [`at least ${code(String(field.min))}`] : []),
  ...('max' in field && field.max !== undefined ? [`at most ${code(String(field.max))}`] : []),
  ...('max_length' in field && field.max_length !== undefined
    ? [`at most ${field.max_length} characters`]
    : []),
  ...('pattern' in field && field.type !== 'serial' && field.pattern !== undefined
    ? [`matches ${code(field.pattern)}`]
    : []),
  ...('where' in field && field.where !== undefined ? [`only ${condition(field.where)}`] : []),
  ...(field.visible === undefined ? [] : [`shown when ${condition(field.visible)}`]),
  ...(field.secret ? ['**secret**'] : field.confidential ? ['**confidential**'] : []),
]

const requiredOf = ({ required }: Field): string[] => {
  if (required === undefined) return []
  if (required === true) return ['required']
  if (typeof required === 'object' && 'states' in required && Array.isArray(required.states))
    return [`required in ${codes(required.states)}`]
  return [`required when ${condition(required as string)}`]
}

const sourceOf = (field: Field): string => {
  const { formula, rollup, metric, band, copy } = field
  if (formula !== undefined) return code(formula)
  if (rollup) return rollupOf(rollup)
  if (metric) return `metric ${code(metric.metric)}`
  if (band) return `band of ${code(band.of)}`
  if (copy !== undefined)
    return typeof copy === 'string'
      ? `copied from ${code(copy)} at creation`
      : `copied from ${code(copy.from)} at ${code(copy.on)}`
  if (field.auto) return 'by the system'
  if (field.default !== undefined) return `default ${code(JSON.stringify(field.default))}`
  return field.fixed ? 'at creation only' : ''
}

const rollupOf = (rollup: Rollup): string => {
  const operation = (['sum', 'min', 'max', 'last', 'any', 'every'] as const).find(
    (key) => rollup[key] !== undefined,
  )
  const of = operation === undefined ? '' : ` ${condition(rollup[operation])}`
  const where = rollup.where === undefined ? '' : ` where ${condition(rollup.where)}`
  return `${operation ?? 'count'}${of} of ${code(rollup.of)} by ${code(rollup.by)}${where}`
}
