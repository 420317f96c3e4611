import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { model } from '#model/index.ts'
import { buildRows, buildSnapshot, hasSnapshot } from '../../mock-api/snapshot.ts'
import { settingsOrExit } from './settle.ts'

/** Where the built console lies. */
const output = 'dist'
const compressible = /\.(js|css|html|svg|json|txt)$/
const worthwhile = 1024

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(directory, name))
    .filter((file) => statSync(file).isFile())

/** Writes `.br` and `.gz` beside every text file, so that the server compresses nothing while it serves. */
const compress = (directory: string): void => {
  for (const file of filesBelow(directory).filter((name) => compressible.test(name))) {
    const content = readFileSync(file)
    if (content.length < worthwhile) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: quality }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}

const config = settingsOrExit()

await build({ logLevel: 'warn', build: { outDir: output, emptyOutDir: true } })

// Plain backends know no model: the console reads it from beside itself.
writeFileSync(path.join(output, 'model.json'), JSON.stringify(model))
compress(output)

if (!hasSnapshot(model, config.zone)) {
  process.stdout.write('preparing the sample company ...\n')
  await buildSnapshot(model, config.zone, new Date().toISOString())
} else await buildRows(model, new Date().toISOString())
