import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { openEmbedded } from '../database/embedded.ts'
import { lockDirectory } from '../database/lock.ts'
import { embeddedPaths } from '../database/open.ts'
import { stampNow } from './stamp.ts'

const unpacked = (file: string, image: Uint8Array): Buffer => {
  try {
    return gunzipSync(image)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${file} is no whole image of an embedded database (${why}); nothing was changed`,
    )
  }
}

/** Reads an image and looks whether it is one, whole: packed, its sum right, with a database in it. */
const readImage = (file: string): Uint8Array => {
  const image = readFileSync(file)
  if (image.subarray(0, 5).toString() === 'PGDMP')
    throw new Error(`${file} is an image of a PostgreSQL: set DATABASE_URL to the one it goes to`)
  if (!unpacked(file, image).includes('PG_VERSION'))
    throw new Error(`${file} holds no database; nothing was changed`)
  return image
}

/**
 * Puts an image in place of the embedded database; returns where the data before it is, null when there was none.
 *
 * The image is opened beside it first, so that what cannot be opened never takes its place.
 */
export const restoreEmbedded = async (
  dataDirectory: string,
  file: string,
): Promise<string | null> => {
  const { directory } = embeddedPaths(dataDirectory)
  const image = readImage(file)
  const unlock = lockDirectory(directory)
  const fresh = `${directory}.restored`
  try {
    rmSync(fresh, { recursive: true, force: true })
    const database = await openEmbedded({ directory: fresh, restoreFrom: image })
    await database.close()
    const stamp = stampNow()
    const aside = existsSync(directory) ? `${directory}.before-${stamp}` : null
    if (aside !== null) renameSync(directory, aside)
    renameSync(fresh, directory)
    return aside
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    unlock()
  }
}
