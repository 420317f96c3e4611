import { build } from 'vite'
import { model } from '#model/index.ts'
import { buildTabImage, hasTabImage, madeFiles, tabImageFacts } from '../../mock-api/tab/image.ts'
import { compress } from '../build/compress.ts'
import { tab, tabFiles } from '../build/tab.ts'
import { requireSound } from '../prepare.ts'
import { settingsOrExit } from './settle.ts'
import { wordsOf } from './words.ts'

/**
 * `npm run build:demo [-- --out folder]`: the console with the whole API in it, as plain files for any static host and
 * any folder of it.
 */
const { out: output } = wordsOf('npm run build:demo [-- --out folder]', {
  options: { out: { type: 'string', default: 'dist-demo' } },
}).values
const config = settingsOrExit()
const say = (text: string) => process.stdout.write(`${text}\n`)

requireSound(model)
if (!hasTabImage(model, config.zone)) {
  say('preparing the sample company of the tab ...')
  await buildTabImage(model, config.zone, new Date().toISOString())
}
await build({
  logLevel: 'warn',
  plugins: [tab(tabFiles(madeFiles), tabImageFacts(), model)],
  build: { outDir: output, emptyOutDir: true },
})
compress(output)
say(`${output} holds plain files: copy it to any static host`)
