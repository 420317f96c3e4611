import type { Predicate, Recipients } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { resolvePath } from '#model/language/resources.ts'
import { ownerFieldOf } from '#model/language/owner.ts'
import { recordRolePath } from '#model/language/workflow.ts'
import { openCompile } from '../compile.ts'
import { platform } from '../platform.ts'
import { answers, answersOf, selectIds, selectRows } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { boundPredicate, type Origin } from '../write/values.ts'
import { resourceOf, type Work } from '../work.ts'

/** Somebody who is told or asked, and the department for which. */
export type Recipient = { readonly employee: string; readonly department: string | null }

/** Finds the people that an effect names, each once; who has left is left out. */
export const recipientsOf = async (
  work: Work,
  origin: Origin,
  to: Recipients,
): Promise<Recipient[]> => {
  const named = [
    ...(await inFields(work, origin, to.fields ?? [])),
    ...(to.head ? await headOf(work, origin) : []),
  ]
  const employees = await activeEmployees(work, [
    ...(named.length > 0 ? [{ id: named }] : []),
    ...(to.roles?.length ? [{ roles: { $in: to.roles } }] : []),
    ...(to.employees ? [await boundPredicate(work, origin, to.employees)] : []),
  ])
  const heads = to.departments
    ? await ofDepartments(work, await boundPredicate(work, origin, to.departments), to.members)
    : []
  const all = [...heads, ...employees.map((employee) => ({ employee, department: null }))]
  return distinct(all, to.members ? ({ employee }) => employee : keyOf)
}

const keyOf = ({ employee, department }: Recipient): string => `${employee} ${department ?? ''}`

const distinct = (
  all: readonly Recipient[],
  key: (recipient: Recipient) => string,
): Recipient[] => [...new Map(all.map((each) => [key(each), each])).values()]

const inFields = async (
  work: Work,
  origin: Origin,
  fields: readonly string[],
): Promise<string[]> => {
  if (fields.length === 0) return []
  const { entity } = resourceOf(work.engine, origin.resource)
  const paths = fields.map((field) => {
    const role = recordRolePath(work.engine.index, entity, field)
    const known = [field, `${field}_id`, `${field}_ids`].find((path) =>
      resolvePath(work.engine.index, origin.resource, path),
    )
    const path = role ?? known
    if (path === null || path === undefined)
      throw new Error(`${origin.resource} names no person "${field}"`)
    return path
  })
  const questions = Object.fromEntries(paths.map((path) => [path, { path }]))
  const answer = await answersOf(work, openCompile(work), origin.resource, origin.id, questions)
  return Object.values(answer).flatMap((value) => [value ?? []].flat().map(String))
}

/** The head of the record's department; where that is its owner, the owner's supervisor. */
const headOf = async (work: Work, origin: Origin): Promise<string[]> => {
  const resource = resourceOf(work.engine, origin.resource)
  const owner = ownerFieldOf(resource.entity)
  const supervisor = `${owner.replace(/_id$/, '')}.supervisor_id`
  const wanted = { head: 'department.manager_id', owner, supervisor }
  const questions = Object.fromEntries(
    Object.entries(wanted)
      .filter(([, path]) => resolvePath(work.engine.index, origin.resource, path))
      .map(([key, path]) => [key, { path }]),
  )
  const answer: Record<string, unknown> = await answersOf(
    work,
    openCompile(work),
    origin.resource,
    origin.id,
    questions,
  )
  const { head, owner: mine, supervisor: above } = answer
  const found = head && head !== mine ? head : above
  return typeof found === 'string' ? [found] : []
}

/** Condition under which somebody still works here. */
const working = (work: Work): Predicate => {
  const state = work.engine.index.resources.get(platform.employees)?.fields.state
  return { archived: false, ...(state && { state: 'active' }) }
}

const activeEmployees = async (work: Work, oneOf: readonly Predicate[]): Promise<string[]> => {
  if (oneOf.length === 0 || !work.engine.index.resources.has(platform.employees)) return []
  const where = [parsePredicate({ $or: oneOf }), parsePredicate(working(work))]
  return selectIds(work, openCompile(work), platform.employees, {
    where,
    order: (source) => source.column('id'),
  })
}

const ofDepartments = async (
  work: Work,
  where: Predicate,
  members: boolean | undefined,
): Promise<Recipient[]> => {
  const resource = resourceOf(work.engine, platform.departments)
  const rows = await selectRows(work, openCompile(work), resource, {
    where: [parsePredicate(where), parsePredicate({ archived: false })],
    order: (source) => source.column('id'),
  })
  if (!members)
    return rows.flatMap(({ id, manager_id }) =>
      typeof manager_id === 'string' ? [{ employee: manager_id, department: id }] : [],
    )
  const ids = rows.map(({ id }) => id)
  const people = await activeEmployees(work, [{ department_id: { $in: ids } }])
  const home = await answers(work, openCompile(work), platform.employees, people, {
    department: { path: 'department_id' },
  })
  return people.map((employee) => ({
    employee,
    department: String(home.get(employee)?.department),
  }))
}

/**
 * Replaces somebody who may not decide, because the record is his or her own, by the supervisor, else by somebody of
 * the highest role.
 */
export const insteadOf = async (work: Work, employee: string): Promise<string | undefined> => {
  const { index } = work.engine
  const employees = index.resources.get(platform.employees)
  if (!employees) return undefined
  if (employees.fields.supervisor_id) {
    const { supervisor } = await answersOf(work, openCompile(work), platform.employees, employee, {
      supervisor: { path: 'supervisor_id' },
    })
    if (typeof supervisor === 'string' && supervisor !== employee) return supervisor
  }
  const highest = index.model.roles.filter((role) => role.highest).map((role) => role.key)
  if (highest.length === 0) return undefined
  const people = await activeEmployees(work, [{ roles: { $in: highest } }])
  return people.find((each) => each !== employee)
}

/** Reads a few fields of employees. */
export const employeesById = async (
  work: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Row>> => {
  const resource = resourceOf(work.engine, platform.employees)
  const rows = await selectRows(work, openCompile(work), resource, {
    where: [parsePredicate({ id: { $in: ids } })],
  })
  return new Map(rows.map((row) => [row.id, row]))
}
