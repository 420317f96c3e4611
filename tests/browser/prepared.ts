import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { makeCompany } from '../../mock-api/sample.ts'
import { writeCompany } from '../../mock-api/sample/write.ts'
import { openEmbedded } from '../../server/database/embedded.ts'
import { embeddedPaths } from '../../server/database/open.ts'
import { applyMigration } from '../../server/sql/migrate.ts'

const zone = 'Asia/Shanghai'
const scale = 0.02

declare module 'vitest' {
  interface ProvidedContext {
    /** Data directories that a test may copy: one without records, one with a small sample company. */
    prepared: { readonly empty: string; readonly company: string }
  }
}

/** Makes the data directories once for the whole run; every file starts its server on a copy. */
export default async (project: TestProject): Promise<() => void> => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'charter-prepared-'))
  const empty = path.join(scratch, 'empty')
  const company = path.join(scratch, 'company')
  const now = new Date().toISOString()
  const index = indexModel(model)
  const bare = await openEmbedded({ directory: embeddedPaths(empty).directory })
  await applyMigration(bare, index, { now })
  await bare.close()
  cpSync(empty, company, { recursive: true })
  const database = await openEmbedded({ directory: embeddedPaths(company).directory })
  await writeCompany(makeCompany(index, zone, localDay(now, zone), { scale }), database, now)
  await database.maintain('checkpoint')
  await database.close()
  project.provide('prepared', { empty, company })
  return () => rmSync(scratch, { recursive: true, force: true })
}
