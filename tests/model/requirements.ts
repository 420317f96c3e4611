import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../shared/requirements')

/** Whether the catalogue of requirements lies beside the repository; tests that compare with it skip otherwise. */
export const hasRequirements = existsSync(folder)

if (!hasRequirements)
  process.stdout.write(`skipped: no requirements at ${folder} to compare the model with\n`)

/** Reads one file of the catalogue. */
export const requirement = (name: string): string => readFileSync(resolve(folder, name), 'utf8')

/** A field of the machine-readable catalogue. */
export type RequiredField = {
  readonly name: string
  readonly zh: string
  readonly type: string
  readonly flags: readonly string[]
}

/** An entity of the machine-readable catalogue. */
export type RequiredEntity = {
  readonly name: string
  readonly zh: string
  readonly fields: readonly RequiredField[]
  readonly states: readonly (readonly [string, string])[]
  readonly transitions: readonly {
    readonly frm: string
    readonly to: string
    readonly zh: string
    readonly who: string
  }[]
}

/** Every entity of the catalogue. */
export const requiredEntities = (): readonly RequiredEntity[] =>
  JSON.parse(requirement('entities.json'))

/** Cells of the permission matrix by entity and role. */
export const permissions = (): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  JSON.parse(requirement('permissions.json'))
