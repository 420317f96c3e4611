import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

/** Gives every test a real PostgreSQL, started once for the whole run. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}
