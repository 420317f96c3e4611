import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { model } from '#model/index.ts'
import { buildRows, buildSnapshot, hasSnapshot } from '../../mock-api/snapshot.ts'
import { compress } from '../build/compress.ts'
import { settingsOrExit } from './settle.ts'
import { wordsOf } from './words.ts'

/** Where the built console lies. */
const output = 'dist'

wordsOf('npm run build')
const config = settingsOrExit()

await build({ logLevel: 'warn', build: { outDir: output, emptyOutDir: true } })

// Plain backends know no model: the console reads it from beside itself.
writeFileSync(path.join(output, 'model.json'), JSON.stringify(model))
compress(output)

if (!hasSnapshot(model, config.zone)) {
  process.stdout.write('preparing the sample company ...\n')
  await buildSnapshot(model, config.zone, new Date().toISOString())
} else await buildRows(model, new Date().toISOString())
