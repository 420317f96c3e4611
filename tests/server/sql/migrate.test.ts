import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databases, useDatabase } from '../../databases.ts'
import { applyMigration, MigrationRefused, planMigration } from '../../../server/sql/migrate.ts'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { departments, employees, entityOf, indexOf, label } from './model.ts'
import type { Field } from '#model/language/definition.ts'

const now = '2026-11-21T02:00:00.000Z'
const text = (more: Partial<Field> = {}): Field =>
  ({ type: 'text', label: label('x'), ...more }) as Field

describe.each(databases)('$name migrates', ({ open }) => {
  const database = useDatabase(open)

  test("the product's own model from empty, and then finds nothing left to do", async () => {
    const index = indexModel(model)
    const t = performance.now()
    const plan = await applyMigration(database(), index, { now })
    console.log('from empty', plan.steps.length, performance.now() - t)
    const again = await planMigration(database().kysely, index)
    expect(again.steps).toEqual([])
    expect(again.isModelChanged).toBe(false)
  })
})
