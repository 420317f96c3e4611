import type { Condition, Entity, Field, Grant, Predicate, Scope } from './definition.ts'
import { ownerFieldOf } from './owner.ts'
import { resolvePath, type ModelIndex, type Resource } from './resources.ts'

/**
 * Who may do what, as predicates over rows. Rights of several roles add up; what nobody grants is refused.
 *
 * Every answer is `true` (all rows), `false` (none) or a predicate that JavaScript and SQL evaluate alike. The
 * viewer's ids stand in it as literals: a viewer without an employee never matches a row without an owner.
 */
export type Viewer = {
  readonly employee: string | null
  readonly roles: readonly string[]
  /** Departments that the viewer heads or belongs to, and all below. */
  readonly departments: readonly string[]
}
export type Verb = 'read' | 'update' | 'archive' | 'decide'
export type RowTest = Predicate | boolean

/** Key of the grant that every employee has. */
export const everyone = '*'

/**
 * Tests the rows on which a viewer may do something; child rows follow their parent.
 *
 * Errors: an unknown resource is refused (false).
 */
export const accessTest = (
  index: ModelIndex,
  resource: string,
  viewer: Viewer,
  verb: Verb,
): RowTest => {
  const at = index.resources.get(resource)
  if (!at) return false
  const scopes = grantsOf(at.entity, viewer).map((grant) =>
    scopeTest(index, at.entity, grant[verb], viewer),
  )
  const shares = verb === 'read' ? sharesOf(at.entity, viewer, () => true) : []
  return onLines(at, anyOf([...scopes, ...shares]))
}

/**
 * Tests the rows on which a viewer sees a field; true for a field that is neither confidential nor secret.
 * `confidential: true` in a grant reaches as far as that role's own read scope, never further. A snapshot
 * (`copy`) is as secret as what it copies: who sees the source there sees it here too.
 */
export const fieldAccess = (
  index: ModelIndex,
  resource: string,
  field: string,
  viewer: Viewer,
): RowTest => {
  const at = index.resources.get(resource)
  const definition = at && Object.hasOwn(at.fields, field) ? at.fields[field] : undefined
  if (!at || !definition) return false
  const asked = [...levelsOf(definition), ...(at.parent ? levelsOf(at.parent.lines) : [])]
  const own = allOf(asked.map((level) => levelTest(index, at.entity, level, viewer)))
  const granted = onLines(at, own)
  return granted === true ? true : anyOf([granted, sourceAccess(index, at, definition, viewer)])
}

/** Tells whether a viewer may create rows; child rows are written with their parent. */
export const mayCreate = (index: ModelIndex, resource: string, viewer: Viewer): boolean =>
  someGrant(index, resource, viewer, (grant) => grant.create === true)

/** Tells whether a viewer may export the rows that he or she may read. */
export const mayExport = (index: ModelIndex, resource: string, viewer: Viewer): boolean =>
  someGrant(index, resource, viewer, (grant) => grant.export === true)

/** Tells whether there may be any row at all that a viewer may read: decides what the model shows of itself. */
export const mayRead = (index: ModelIndex, resource: string, viewer: Viewer): boolean =>
  accessTest(index, resource, viewer, 'read') !== false

/** Tests the rows shared with a viewer so that the steps listing one of his or her roles may be taken. */
export const actingShares = (entity: Entity, viewer: Viewer): RowTest =>
  anyOf(sharesOf(entity, viewer, (share) => share.acts === true))

/** Paths of the people who make a row "mine": as declared, else the owner and the record roles of the workflow. */
export const peopleOf = (entity: Entity): readonly string[] =>
  entity.people ?? [...new Set([ownerFieldOf(entity), ...recordRoleFields(entity)])]

/** Tests one scope of a grant. */
export const scopeTest = (
  index: ModelIndex,
  entity: Entity,
  scope: Scope | undefined,
  viewer: Viewer,
): RowTest => {
  if (scope === 'all') return true
  if (scope === 'department')
    return viewer.departments.length > 0 && { department_id: { $in: viewer.departments } }
  if (scope === 'own')
    return anyOf(peopleOf(entity).map((path) => isPerson(index, entity.name, path, viewer)))
  return false
}

/** Tests that the person at a path is the viewer (one of them, for a many-valued reference). */
export const isPerson = (
  index: ModelIndex,
  resource: string,
  path: string,
  viewer: Viewer,
): RowTest => {
  if (viewer.employee === null) return false
  const many = resolvePath(index, resource, path)?.field.type === 'references'
  return { [path]: many ? { $has: viewer.employee } : viewer.employee }
}

/** Joins tests of which one must hold. */
export const anyOf = (tests: readonly RowTest[]): RowTest => {
  if (tests.includes(true)) return true
  const rest = distinct(tests.filter((test) => typeof test !== 'boolean'))
  return rest.length > 1 ? { $or: rest } : (rest[0] ?? false)
}

/** Joins tests that must all hold. */
export const allOf = (tests: readonly RowTest[]): RowTest => {
  if (tests.includes(false)) return false
  const rest = distinct(tests.filter((test) => typeof test !== 'boolean'))
  return rest.length > 1 ? { $and: rest } : (rest[0] ?? true)
}

/** Grants of a viewer's roles, with those that every employee has. */
export const grantsOf = (entity: Entity, viewer: Viewer): readonly Grant[] =>
  [...new Set([...viewer.roles, ...(viewer.employee === null ? [] : [everyone])])].flatMap(
    (role) => {
      const grant = Object.hasOwn(entity.access, role) ? entity.access[role] : undefined
      return grant ? [grant] : []
    },
  )

const recordRoleFields = (entity: Entity): readonly string[] =>
  Object.values(entity.workflow?.transitions ?? {})
    .flatMap((step) => step.by.flatMap((actor) => [`${actor}_id`, `${actor}_ids`]))
    .filter((name) => {
      const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
      return field !== undefined && 'to' in field && field.to === 'employees'
    })

type Level = 'confidential' | 'secret'
const levelsOf = (field: Field): readonly Level[] =>
  field.secret ? ['secret'] : field.confidential ? ['confidential'] : []

const levelTest = (index: ModelIndex, entity: Entity, level: Level, viewer: Viewer): RowTest => {
  const grants = grantsOf(entity, viewer).map((grant) => {
    const scope = grant[level]
    return scopeTest(index, entity, scope === true ? grant.read : scope, viewer)
  })
  const shares =
    level === 'confidential' ? sharesOf(entity, viewer, (share) => share.confidential === true) : []
  return anyOf([...grants, ...shares])
}

/** Access to what a snapshot was copied from, told from the copying row. */
const sourceAccess = (
  index: ModelIndex,
  resource: Resource,
  { copy }: Field,
  viewer: Viewer,
): RowTest => {
  const from = typeof copy === 'object' ? copy.from : copy
  const path = from === undefined ? null : resolvePath(index, resource.name, from)
  if (from === undefined || !path || path.hops.length === 0) return false
  if (path.field.copy !== undefined || levelsOf(path.field).length === 0) return false
  const test = fieldAccess(index, path.resource.name, path.name, viewer)
  return typeof test === 'boolean' ? test : startAt(test, from.slice(0, from.lastIndexOf('.')))
}

const sharesOf = (
  entity: Entity,
  viewer: Viewer,
  wanted: (share: NonNullable<Entity['shares']>[number]) => boolean,
): readonly RowTest[] =>
  viewer.employee === null
    ? []
    : (entity.shares ?? []).filter(wanted).map((share) => bindViewer(share.where, viewer))

const someGrant = (
  index: ModelIndex,
  resource: string,
  viewer: Viewer,
  wanted: (grant: Grant) => boolean,
): boolean => {
  const at = index.resources.get(resource)
  return at !== undefined && grantsOf(at.entity, viewer).some(wanted)
}

/** Writes the viewer's ids into a share, so that it means the same in every evaluation. */
const bindViewer = (where: Predicate, viewer: Viewer): Predicate => {
  const bind = (part: unknown): unknown => {
    if (part === '$me') return viewer.employee
    if (part === '$my_departments') return viewer.departments
    if (part === '$roles') return viewer.roles
    if (Array.isArray(part))
      return part.flatMap((item) => {
        const bound = bind(item)
        return Array.isArray(bound) ? bound : [bound]
      })
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, bind(value)]))
  }
  return bind(where) as Predicate
}

/** A test of parent rows as a test of their lines: every path starts at the reference back. */
const onLines = (resource: Resource, test: RowTest): RowTest =>
  resource.parent && typeof test !== 'boolean'
    ? startAt(test, resource.parent.key.replace(/_id$/, ''))
    : test

const startAt = (test: Predicate, prefix: string): Predicate =>
  Object.fromEntries(
    Object.entries(test).map(([key, value]): [string, unknown] => {
      if (key === '$and' || key === '$or')
        return [key, (value as readonly Condition[]).map((part) => conditionAt(part, prefix))]
      if (key === '$not') return [key, conditionAt(value as Condition, prefix)]
      if (key === '$some') {
        const some = value as NonNullable<Predicate['$some']>
        return [key, { ...some, at: some.at ? `${prefix}.${some.at}` : prefix }]
      }
      return [`${prefix}.${key}`, value]
    }),
  )

const words = new Set(['and', 'or', 'not', 'true', 'false', 'null'])

/** A formula keeps its texts, functions and words; what is left of its names are paths. */
const conditionAt = (condition: Condition, prefix: string): Condition =>
  typeof condition === 'string'
    ? condition.replace(/'[^']*'|[A-Za-z_][\w.]*(?:\s*\()?/g, (name) =>
        name.startsWith("'") || name.endsWith('(') || words.has(name) ? name : `${prefix}.${name}`,
      )
    : startAt(condition, prefix)

const distinct = (tests: readonly Predicate[]): readonly Predicate[] => [
  ...new Map(tests.map((test) => [JSON.stringify(test), test])).values(),
]
