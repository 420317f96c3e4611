import type { DataProvider } from 'ra-core'
import { createPlainProvider } from '../../../src/data/plain/provider.ts'
import { createTables } from '../../../src/data/plain/tables.ts'
import { httpIndex } from '../../server/http-model.ts'

export const now = '2026-11-22T01:00:00.000Z'

/** What the console makes of a plain backend: its records and the console's own fallbacks, nothing kept between questions. */
export const consoleOver = (base: DataProvider): DataProvider =>
  createPlainProvider({
    base,
    speaks: () => false,
    index: httpIndex,
    viewer: { account: null, employee: null, name: '', roles: ['sales'], departments: [], locale: 'en' }, // prettier-ignore
    zone: 'Asia/Shanghai',
    clock: () => now,
    locale: () => 'en',
    tables: createTables(httpIndex, base, () => Date.parse(now), 0),
  })
