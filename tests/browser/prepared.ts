import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
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
import { fingerprint } from '../fingerprint.ts'

const zone = 'Asia/Shanghai'
const scale = 0.02

/** Sources that decide what a data directory holds besides the model. */
const sources = ['mock-api', 'server/database', 'server/engine', 'server/sql', 'src/model/language']

declare module 'vitest' {
  interface ProvidedContext {
    /** Data directories that a test may copy: one without records, one with a small sample company. */
    prepared: { readonly empty: string; readonly company: string }
  }
}

const fill = async (scratch: string, now: string): Promise<void> => {
  const [empty, company] = [path.join(scratch, 'empty'), path.join(scratch, 'company')]
  const index = indexModel(model)
  const bare = await openEmbedded({ directory: embeddedPaths(empty).directory })
  await applyMigration(bare, index, { now })
  await bare.close()
  cpSync(empty, company, { recursive: true })
  const database = await openEmbedded({ directory: embeddedPaths(company).directory })
  await writeCompany(makeCompany(index, zone, localDay(now, zone), { scale }), database, now)
  await database.close()
}

/** Forgets what was prepared on other days: the stories of those companies end then. */
const forget = (folder: string, day: string): void => {
  for (const name of readdirSync(folder))
    if (!name.startsWith(day)) rmSync(path.join(folder, name), { recursive: true, force: true })
}

/** Makes the data directories that every file starts its server on a copy of; the same sources make them once a day. */
export default async (project: TestProject): Promise<void> => {
  const now = new Date().toISOString()
  const day = localDay(now, zone)
  const folder = path.join(tmpdir(), 'charter-test-companies')
  const ready = path.join(folder, `${day}-${fingerprint(model, sources)}`)
  mkdirSync(folder, { recursive: true })
  forget(folder, day)
  if (!existsSync(ready)) {
    const fresh = `${ready}.${process.pid}`
    await fill(fresh, now)
    // Another run that was quicker has made the same.
    if (existsSync(ready)) rmSync(fresh, { recursive: true })
    else renameSync(fresh, ready)
  }
  project.provide('prepared', {
    empty: path.join(ready, 'empty'),
    company: path.join(ready, 'company'),
  })
}
