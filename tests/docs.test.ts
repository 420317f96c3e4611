import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { problemCodes } from '#model/language/check-codes.ts'
import { model } from '#model/index.ts'
import { problems } from '../server/problems.ts'
import { referencePages } from '../server/reference/pages.ts'

const folder = new URL('../docs/reference/', import.meta.url)
const pages = referencePages(model)

test('the reference has a page for everything, and no other', async () => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md'))
  expect(files.sort()).toEqual([...pages.keys()].sort())
})

test.each([...pages.keys()])('docs/reference/%s is what the model says now', async (file) => {
  const written = await readFile(new URL(file, folder), 'utf8')
  expect(written === pages.get(file), 'stale: run `npm run reference`').toBe(true)
})

test('the reference is the same for the same model', () => {
  expect([...referencePages(structuredClone(model))]).toEqual([...pages])
})

test('every entity, field, step and problem code is in the reference', () => {
  const text = [...pages.values()].join('\n')
  const names = model.entities.flatMap((entity) => [
    entity.name,
    ...Object.keys(entity.fields),
    ...Object.keys(entity.workflow?.transitions ?? {}),
  ])
  for (const name of [...names, ...Object.keys(problems)]) expect(text).toContain(`\`${name}\``)
  for (const code of Object.keys(problemCodes)) expect(text).toContain(`| ${code} |`)
})
