import { afterAll, beforeAll } from 'vitest'
import type { Model } from '#model/language/definition.ts'
import { indexModel, type ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../../../server/database/database.ts'
import { createService, type ServiceOptions } from '../../../server/engine/create-service.ts'
import type { Row } from '#model/language/wire.ts'
import type { Principal, Service } from '../../../server/engine/service.ts'
import { systemPrincipal } from '../../../server/engine/work.ts'
import { onMemory, type OpenDatabase } from '../../prepared.ts'

/** A company for tests: its database, its service, a clock that tests move, and a way to act as somebody. */
export type Company = {
  readonly index: ModelIndex
  readonly database: Database
  readonly service: Service
  /** Another instance of the server on the same database. */
  readonly another: () => Service
  now: string
}

export const zone = 'Asia/Shanghai'

/** Opens a company on a database of its own and closes it after the tests of a describe block. */
export const useCompany = (
  model: Model,
  options: {
    readonly open?: OpenDatabase
    readonly now?: string
  } & Pick<ServiceOptions, 'hooks'> = {},
): (() => Company) => {
  let company: Company | undefined
  beforeAll(async () => {
    const index = indexModel(model)
    const now = options.now ?? '2026-11-22T02:00:00.000Z'
    const database = await (options.open ?? onMemory)(index)
    const clock = () => company?.now ?? now
    const hooks = options.hooks ?? {}
    const another = () => createService({ index, database, clock, zone, hooks })
    company = { index, database, service: another(), another, now }
  })
  afterAll(async () => {
    await company?.database.close()
  })
  return () => {
    if (!company) throw new Error('the company opens before the first test')
    return company
  }
}

/** Somebody with roles; `employee` is an id. */
export const actor = (
  employee: string | null,
  roles: readonly string[],
  rest: Partial<Principal> = {},
): Principal => ({
  ...systemPrincipal,
  account: employee,
  employee,
  roles,
  via: 'session',
  locale: 'en',
  ...rest,
})

/** The version of a row, for the next change. */
export const versionOf = (row: Row): number => Number(row.version)
