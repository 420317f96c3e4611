import { everyone, peopleOf } from './access.ts'
import { checkCondition, checkPath } from './check-conditions.ts'
import { grantKeys, shareKeys } from './check-keys.ts'
import { checkClauses, checkKeys } from './check-names.ts'
import type { Check } from './check-report.ts'
import { isComputed } from './compute.ts'
import type { Entity, Field, Grant, Scope } from './definition.ts'
import { recordRolePath } from './workflow.ts'

const scopes = ['own', 'department', 'all'] as const satisfies readonly Scope[]
const verbs = ['update', 'archive', 'decide', 'confidential', 'secret'] as const

/** Checks the people, grants and shares of an entity. */
export const checkAccess = (check: Check, entity: Entity): void => {
  const at = `${entity.name}.access`
  const roles = check.model.roles.map(({ key }) => key)
  for (const [name, grant] of Object.entries(entity.access)) {
    if (name !== everyone && !roles.includes(name)) check.report('M011', at, { name }, roles)
    checkGrant(check, name, grant, `${at}.${name}`)
  }
  const grants = Object.values(entity.access)
  if (!grants.some((grant) => grant.read) && !entity.shares?.length) check.report('M090', at)
  checkLevels(check, entity, grants, at)
  checkPeople(check, entity)
  for (const [i, share] of (entity.shares ?? []).entries()) {
    const path = `${entity.name}.shares.${i}`
    checkKeys(check, share, shareKeys, path)
    checkCondition(check, { resource: entity.name }, share.where, `${path}.where`)
    checkClauses(check, share.clauses, `${path}.clauses`)
  }
}

const checkGrant = (check: Check, role: string, grant: Grant, at: string): void => {
  checkKeys(check, grant, grantKeys, at)
  const width = (scope: unknown) => scopes.findIndex((each) => each === scope)
  for (const key of ['read', ...verbs] as const) {
    const scope = grant[key]
    if (scope === undefined || (scope === true && (key === 'confidential' || key === 'secret')))
      continue
    if (width(scope) < 0) check.report('M093', `${at}.${key}`, { name: String(scope) }, scopes)
    else if (key !== 'read' && width(scope) > width(grant.read))
      check.report('M091', `${at}.${key}`, { name: role, verb: key })
  }
}

const checkLevels = (check: Check, entity: Entity, grants: readonly Grant[], at: string): void => {
  const fields = Object.values(entity.fields).flatMap((field): Field[] =>
    field.type === 'lines' ? [field, ...Object.values(field.fields)] : [field],
  )
  for (const level of ['confidential', 'secret'] as const) {
    // What the system alone computes and no page shows is secret from everybody on purpose.
    const has = fields.some(
      (field) =>
        field[level] &&
        field.copy === undefined &&
        !(isComputed(field) && field.visible === 'false'),
    )
    const isShared = level === 'confidential' && entity.shares?.some((share) => share.confidential)
    if (has && !isShared && !grants.some((grant) => grant[level]))
      check.report('M092', at, { level })
  }
}

const checkPeople = (check: Check, entity: Entity): void => {
  const people = peopleOf(entity)
  for (const name of entity.people ?? []) {
    const found = checkPath(check, { resource: entity.name }, name, `${entity.name}.people`)
    if (found && !('to' in found.field && found.field.to === 'employees'))
      check.report('M051', `${entity.name}.people`, { name })
  }
  const roles = check.model.roles.map(({ key }) => key)
  const actors = Object.values(entity.workflow?.transitions ?? {}).flatMap(({ by }) => by)
  for (const name of new Set(actors)) {
    const path = roles.includes(name) ? null : recordRolePath(check.index, entity, name)
    if (name !== 'system' && path !== null && !people.includes(path))
      check.report('M094', `${entity.name}.people`, { name })
  }
}
