import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { model } from '#model/index.ts'
import { referencePages } from '../reference/pages.ts'
import { wordsOf } from './words.ts'

/** Writes `docs/reference` from the model, and removes pages of modules that are gone. */
wordsOf('npm run reference')
const folder = resolve(import.meta.dirname, '../../docs/reference')
const pages = referencePages(model)
await mkdir(folder, { recursive: true })
for (const file of await readdir(folder))
  if (file.endsWith('.md') && !pages.has(file)) await rm(resolve(folder, file))
for (const [file, text] of pages) await writeFile(resolve(folder, file), text)
process.stdout.write(`${pages.size} pages in docs/reference\n`)
