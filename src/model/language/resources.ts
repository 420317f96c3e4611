import type { Entity, Field, Label, LinesField, Model, Parameter } from './definition.ts'
import { ownerFieldOf } from './owner.ts'

/** Anything that has rows: an entity, or the child rows of one of its `lines` fields. */
export type Resource = {
  readonly name: string
  /** Table in SQL; the same as `name`. */
  readonly table: string
  readonly label: Label
  readonly kind: 'entity' | 'lines'
  /** The entity that declares it; access, version and history are this entity's. */
  readonly entity: Entity
  /** For lines: the parent resource, its field, and the reference column back (`order_id`). */
  readonly parent?: {
    readonly resource: string
    readonly field: string
    readonly key: string
    readonly lines: LinesField
  }
  /** Every field including the common ones, in order. */
  readonly fields: Readonly<Record<string, Field>>
}

/** The model with its resources by name. Build once a model. */
export type ModelIndex = {
  readonly model: Model
  readonly resources: ReadonlyMap<string, Resource>
  readonly parameters: ReadonlyMap<string, Parameter>
}

const l = (zh: string, en: string): Label => ({ zh, en })

/** Singular of an entity's name in snake case: `orders` -> `order`, `legal_cases` -> `legal_case`. */
export const singularOf = (entity: Pick<Entity, 'name' | 'singular'>): string =>
  entity.singular ??
  (entity.name.endsWith('ies') ? `${entity.name.slice(0, -3)}y` : entity.name.replace(/s$/, ''))

/** Resource (and table) name of a `lines` field: `orders.lines` -> `order_lines`. */
export const linesResource = (
  entity: Pick<Entity, 'name' | 'singular'>,
  name: string,
  field: LinesField,
): string => field.table ?? `${singularOf(entity)}_${name}`

/** The levels of `confidentiality`, in rising order. */
export const confidentialityLevels = {
  public: l('公开', 'Public'),
  internal: l('内部', 'Internal'),
  confidential: l('机密', 'Confidential'),
  secret: l('绝密', 'Secret'),
} as const

/** Where another field names the person who is responsible, the common owner is who put the record down. */
const ownerLabel = (entity: Entity): Label =>
  ownerFieldOf(entity) === 'owner_id' ? l('负责人', 'Owner') : l('登记人', 'Recorded by')

/** Fields that every entity has; one that declares a field of the same name refines it. */
export const commonFields = (entity: Entity): Record<string, Field> => ({
  id: { type: 'reference', to: entity.name, label: l('标识', 'Id'), readonly: true },
  owner_id: { type: 'reference', to: 'employees', label: ownerLabel(entity), default: '$me' },
  department_id: {
    type: 'reference',
    to: 'departments',
    label: l('部门', 'Department'),
    default: '$my_department',
  },
  confidentiality: {
    type: 'enum',
    options: confidentialityLevels,
    label: l('密级', 'Confidentiality'),
    default: 'internal',
  },
  ...(entity.workflow && {
    state: {
      type: 'enum' as const,
      options: entity.workflow.states,
      label: l('状态', 'State'),
      readonly: true,
    },
  }),
  created_at: { type: 'datetime', label: l('创建时间', 'Created at'), readonly: true, auto: true },
  created_by: {
    type: 'reference',
    to: 'employees',
    label: l('创建人', 'Created by'),
    readonly: true,
    auto: true,
  },
  updated_at: { type: 'datetime', label: l('更新时间', 'Updated at'), readonly: true, auto: true },
  updated_by: {
    type: 'reference',
    to: 'employees',
    label: l('更新人', 'Updated by'),
    readonly: true,
    auto: true,
  },
  version: { type: 'integer', label: l('版本', 'Version'), readonly: true, auto: true },
  archived: {
    type: 'boolean',
    label: l('已归档', 'Archived'),
    readonly: true,
    auto: true,
    default: false,
  },
})

const entityResource = (entity: Entity): Resource => {
  const common = commonFields(entity)
  const { id, owner_id, department_id, ...rest } = common
  const fields = { id, ...entity.fields } as Record<string, Field>
  for (const [name, field] of Object.entries({ owner_id, department_id, ...rest }))
    if (field && !(name in fields)) fields[name] = field
  return {
    name: entity.name,
    table: entity.name,
    label: entity.label,
    kind: 'entity',
    entity,
    fields,
  }
}

const linesResourceOf = (entity: Entity, field: string, lines: LinesField): Resource => {
  const name = linesResource(entity, field, lines)
  const key = `${singularOf(entity)}_id`
  const label = l(`${entity.label.zh}${lines.label.zh}`, `${entity.label.en}: ${lines.label.en}`)
  return {
    name, table: name, label, kind: 'lines', entity, parent: { resource: entity.name, field, key, lines },
    fields: {
      id: { type: 'reference', to: name, label: l('标识', 'Id'), readonly: true },
      [key]: { type: 'reference', to: entity.name, label: entity.label, readonly: true },
      position: { type: 'integer', label: l('序号', 'Position'), readonly: true },
      ...lines.fields,
    },
  } // prettier-ignore
}

/** Lists every resource of a model by name: entities in order, each followed by its lines. */
export const indexModel = (model: Model): ModelIndex => {
  const resources = new Map<string, Resource>()
  for (const entity of model.entities) {
    resources.set(entity.name, entityResource(entity))
    for (const [name, field] of Object.entries(entity.fields))
      if (field.type === 'lines')
        resources.set(linesResource(entity, name, field), linesResourceOf(entity, name, field))
  }
  return { model, resources, parameters: new Map(model.parameters.map((p) => [p.key, p])) }
}

/** One hop along a to-one reference. */
export type Hop = { readonly field: string; readonly to: string }
/** A dotted path resolved: the hops, then the field at its end. `part` is set for `target.resource` and `target.id` of a record_ref. */
export type Path = {
  readonly hops: readonly Hop[]
  readonly resource: Resource
  readonly name: string
  readonly field: Field
  readonly part?: 'resource' | 'id'
}

/** Finds the to-one reference that a segment of a path names: `customer` is `customer_id`. */
export const hopField = (resource: Resource, segment: string): [string, Field] | undefined => {
  for (const name of [`${segment}_id`, segment]) {
    const field = resource.fields[name]
    if (field?.type === 'reference') return [name, field]
  }
  return undefined
}

/**
 * Resolves a dotted path from a resource: `customer.region` hops along `customer_id`.
 *
 * Errors: null when a segment is neither a field nor a to-one reference.
 */
export const resolvePath = (index: ModelIndex, resource: string, path: string): Path | null => {
  const segments = path.split('.')
  const hops: Hop[] = []
  let at = index.resources.get(resource)
  for (const [i, segment] of segments.entries()) {
    if (!at) return null
    const last = i === segments.length - 1
    const field = Object.hasOwn(at.fields, segment) ? at.fields[segment] : undefined
    if (last && field) return { hops, resource: at, name: segment, field }
    const rest = segments[i + 1]
    if (
      field?.type === 'record_ref' &&
      i === segments.length - 2 &&
      (rest === 'resource' || rest === 'id')
    )
      return { hops, resource: at, name: segment, field, part: rest }
    const hop = last ? undefined : hopField(at, segment)
    if (!hop || !('to' in hop[1]) || typeof hop[1].to !== 'string') return null
    hops.push({ field: hop[0], to: hop[1].to })
    at = index.resources.get(hop[1].to)
  }
  return null
}
