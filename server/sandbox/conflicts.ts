import { sql } from 'kysely'
import { Decimal, toWire } from '#model/language/decimal.ts'
import type { Field } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { addDays } from '#model/language/time.ts'
import type { Row } from '#model/language/wire.ts'
import { isSame, recordChange } from '../engine/record/history.ts'
import { openRows } from '../engine/record/rows.ts'
import { settle } from '../engine/rules/settle.ts'
import type { Principal, Service } from '../engine/service.ts'
import {
  inTransaction,
  resourceOf,
  systemPrincipal,
  type Engine,
  type Work,
} from '../engine/work.ts'
import { updateRow } from '../engine/write/store.ts'
import { updateRecord, type Data } from '../engine/write/write.ts'
import { Problem } from '../problems.ts'
import type { FaultState } from './faults.ts'

/** Another value for a field than both it and the writer have; undefined where none comes to mind. */
const otherValue = (field: Field, current: unknown, mine: unknown): unknown => {
  const not = (values: readonly unknown[]) => values.find((each) => each !== current && each !== mine) // prettier-ignore
  switch (field.type) {
    case 'text':
    case 'longtext':
      return not([`${typeof current === 'string' ? current : ''}*`, `${typeof current === 'string' ? current : ''}**`]) // prettier-ignore
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent': {
      const number = new Decimal(typeof current === 'number' || typeof current === 'string' ? current : 0) // prettier-ignore
      return not([toWire(number.plus(1)), toWire(number.plus(2))])
    }
    case 'date':
      return typeof current === 'string' ? not([addDays(current, 1), addDays(current, 2)]) : undefined // prettier-ignore
    case 'enum':
      return field.many ? undefined : not(Object.keys(field.options))
    default:
      return undefined
  }
}

/** What a colleague might have written meanwhile: one of the fields that the writer changes too. */
const rivalries = (resource: Resource, row: Row, data: Data): readonly Data[] =>
  Object.entries(data).flatMap(([name, mine]) => {
    const field = resource.fields[name]
    if (!field || isSame(row[name], mine)) return []
    const theirs = otherValue(field, row[name], mine)
    return theirs === undefined ? [] : [{ [name]: theirs }]
  })

/** Somebody of the company other than the writer. */
const colleagueOf = async (engine: Engine, who: Principal): Promise<Principal> => {
  if (!engine.index.resources.has('employees')) return systemPrincipal
  const { rows } = await sql<{ id: string }>`
    select "id" from "employees" where not "archived" and "id" is distinct from ${who.employee}::uuid
    order by "created_at", "id" limit 1`.execute(engine.database.kysely)
  const { id } = rows[0] ?? {}
  return id === undefined ? systemPrincipal : { ...systemPrincipal, employee: id }
}

/** Raises the version without a change of any field: enough for steps and archiving. */
const touch = async (work: Work, resource: Resource, id: string): Promise<void> => {
  const row = (await openRows(work, resource, [id])).get(id)
  if (!row) return
  const version = await updateRow(work, resource, row, {})
  recordChange(work, { resource: resource.name, id, version, action: 'update' })
  await settle(work)
}

/** Changes a record in the name of a colleague, just before somebody else's write arrives. */
const overtake = async (
  engine: Engine,
  who: Principal,
  target: { readonly resource: string; readonly row: Row; readonly data: Data },
): Promise<void> => {
  const resource = resourceOf(engine, target.resource)
  const { id } = target.row
  const rival = await colleagueOf(engine, who)
  const act = (run: (work: Work) => Promise<void>) =>
    inTransaction(engine, rival, (work) => run({ ...work, sudo: true }))
  for (const data of rivalries(resource, target.row, target.data))
    try {
      const version = Number(target.row.version)
      return await act((work) => updateRecord(work, resource.name, id, version, data))
    } catch (error) {
      if (!(error instanceof Problem)) throw error // a value that the rules refuse: another field is tried
    }
  await act((work) => touch(work, resource, id))
}

/**
 * A service on which some writes are overtaken: before the write runs, a colleague really changes the record, so that
 * what the writer meets is a conflict like any other. Only writes that name the version as it stands are overtaken.
 */
export const withConflicts = (service: Service, engine: Engine, faults: FaultState): Service => {
  const before = async (
    who: Principal,
    resource: string,
    id: string,
    version: number | undefined,
    data: Data,
  ): Promise<void> => {
    if (version === undefined || !faults.happens(faults.get().conflict_percent)) return
    // Who may not even read the record gets the answer of the write itself.
    const row = await service.get(who, resource, id, { quiet: true }).catch(() => null)
    if (row?.version === version) await overtake(engine, who, { resource, row, data })
  }
  return {
    ...service,
    update: async (who, resource, id, version, data) => {
      await before(who, resource, id, version, data)
      return service.update(who, resource, id, version, data)
    },
    archive: async (who, resource, id, version) => {
      await before(who, resource, id, version, {})
      return service.archive(who, resource, id, version)
    },
    restore: async (who, resource, id, version) => {
      await before(who, resource, id, version, {})
      return service.restore(who, resource, id, version)
    },
    transition: async (who, resource, id, name, version, body) => {
      await before(who, resource, id, version, {})
      return service.transition(who, resource, id, name, version, body)
    },
    bulk: async (who, resource, request) => {
      const [first] = request.items
      const data = request.op === 'update' ? (request.data ?? {}) : {}
      if (first) await before(who, resource, first.id, first.version, data)
      return service.bulk(who, resource, request)
    },
  }
}
