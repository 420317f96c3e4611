import type { ChangeSet, FileWrite, StorageEntry } from '@electric-sql/pglite/memfs-frontend'

type Piece = { readonly at: number; readonly from: number; readonly length: number }

/** A part of a file as it was written, or the whole of it. */
type WrittenFile = Pick<FileWrite, 'path' | 'size' | 'full'> & { readonly pieces: readonly Piece[] }

/**
 * What one flush of the database changed in its files, as one record of the browser's storage: kept whole or not at
 * all. All bytes stand in one buffer, because a record of thousands of small ones is slow to read.
 */
export type Segment = {
  readonly ops: ChangeSet['ops']
  readonly files: readonly WrittenFile[]
  readonly bytes: Uint8Array
}

/** Packs what changed into one segment. */
export const segmentOf = ({ ops, files }: ChangeSet): Segment => {
  const all = [...files.wal, ...files.data, ...files.control]
  const chunks = all.flatMap((file) => file.chunks)
  const bytes = new Uint8Array(chunks.reduce((sum, { data }) => sum + data.length, 0))
  let from = 0
  const place = ({ at, data }: FileWrite['chunks'][number]): Piece => {
    const piece = { at, from, length: data.length }
    bytes.set(data, from)
    from += data.length
    return piece
  }
  const written = all.map(({ path, size, full, chunks: parts }) => ({
    path,
    size,
    full,
    pieces: parts.map(place),
  }))
  return { ops, files: written, bytes }
}

const resized = (content: Uint8Array, size: number): Uint8Array => {
  if (content.length === size) return content
  if (content.length > size) return content.subarray(0, size)
  const grown = new Uint8Array(size)
  grown.set(content)
  return grown
}

const applyFile = (
  files: Map<string, Uint8Array>,
  { path, size, full, pieces }: WrittenFile,
  bytes: Uint8Array,
): void => {
  const [only] = pieces
  if (full && pieces.length <= 1) {
    files.set(path, bytes.subarray(only?.from ?? 0, (only?.from ?? 0) + (only?.length ?? 0)))
    return
  }
  const content = resized(files.get(path) ?? new Uint8Array(), size)
  for (const { at, from, length } of pieces) content.set(bytes.subarray(from, from + length), at)
  files.set(path, content)
}

const removeBelow = <T>(entries: Map<string, T> | Set<string>, path: string): void => {
  for (const name of entries.keys())
    if (name === path || name.startsWith(`${path}/`)) entries.delete(name)
}

/**
 * Puts segments together, oldest first, to the files that they leave: directories before what is in them.
 *
 * The contents are views on the segments' own buffers where nothing changed them later.
 */
export const filesOf = (segments: readonly Segment[]): readonly StorageEntry[] => {
  const directories = new Set<string>()
  const files = new Map<string, Uint8Array>()
  for (const { ops, files: written, bytes } of segments) {
    for (const { op, path } of ops) {
      if (op === 'mkdir') directories.add(path)
      else {
        removeBelow(directories, path)
        removeBelow(files, path)
      }
    }
    for (const file of written) applyFile(files, file, bytes)
  }
  return [
    ...[...directories].toSorted().map((path) => ({ kind: 'dir' as const, path })),
    ...[...files].map(([path, data]) => ({ kind: 'file' as const, path, data })),
  ]
}
