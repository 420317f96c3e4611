import { enableCompileCache } from 'node:module'
import path from 'node:path'

/**
 * Has what one start compiled taken over by the next: half of a start goes into reading hundreds of TypeScript files.
 *
 * What is loaded afterwards is concerned, so the rest comes by a dynamic import. Where the directory may not be
 * written, as in a read-only image, everything is compiled as before.
 */
export const reuseCompiledCode = (): void => {
  enableCompileCache(path.resolve(import.meta.dirname, '../node_modules/.cache/charter'))
}
