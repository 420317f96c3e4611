import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const compressible = /\.(js|css|html|svg|json|txt)$/
const large = /\.(wasm|data)$/
const worthwhile = 200

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(directory, name))
    .filter((file) => statSync(file).isFile())

/**
 * Writes `.br` and `.gz` beside every text file, so that no server compresses while it serves; beside large binary
 * files only `.gz`, because brotli takes minutes for them.
 */
export const compress = (directory: string): void => {
  for (const file of filesBelow(directory)) {
    const isText = compressible.test(file)
    if (!isText && !large.test(file)) continue
    const content = readFileSync(file)
    if (content.length < worthwhile) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    if (isText) writeFileSync(`${file}.br`, brotliCompressSync(content, { params: quality }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}
