import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readRequirements, type Requirements } from '../../server/coverage/requirements.ts'

const folder = resolve(import.meta.dirname, '../../../shared/requirements')

/** Whether the catalogue of requirements lies beside the repository; tests that compare with it skip otherwise. */
export const hasRequirements = existsSync(folder)

if (!hasRequirements)
  process.stdout.write(`skipped: no requirements at ${folder} to compare the model with\n`)

/** Reads one file of the catalogue. */
export const requirement = (name: string): string => readFileSync(resolve(folder, name), 'utf8')

/** The machine-readable catalogue; nothing where it does not lie beside the repository. */
export const catalogue = async (): Promise<Pick<Requirements, 'entities' | 'permissions'>> =>
  hasRequirements ? readRequirements(folder) : { entities: [], permissions: {} }
