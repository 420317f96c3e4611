import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Names what is made of a model (or of none) by code: other sources, or another lock of packages, give another name. */
export const fingerprint = (model: unknown, sources: readonly string[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(model ?? null))
  hash.update(readFileSync('package-lock.json'))
  for (const source of sources)
    for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).toSorted())
      if (file.endsWith('.ts')) hash.update(readFileSync(path.join(source, file)))
  return hash.digest('hex').slice(0, 24)
}
