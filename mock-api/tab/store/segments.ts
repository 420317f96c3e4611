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
  readonly bytes: Uint8Array<ArrayBuffer>
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

const sizeBytes = 4

/** Writes a segment as one piece of bytes: the size of its heading, the heading, and what is in the files. */
export const packSegment = ({ ops, files, bytes }: Segment): Uint8Array<ArrayBuffer> => {
  const heading = new TextEncoder().encode(JSON.stringify({ ops, files }))
  const packed = new Uint8Array(sizeBytes + heading.length + bytes.length)
  new DataView(packed.buffer).setUint32(0, heading.length)
  packed.set(heading, sizeBytes)
  packed.set(bytes, sizeBytes + heading.length)
  return packed
}

/** Reads what `packSegment` wrote; the contents stay where they are. */
export const unpackSegment = (packed: ArrayBuffer): Segment => {
  const from = sizeBytes + new DataView(packed).getUint32(0)
  const heading = new TextDecoder().decode(new Uint8Array(packed, sizeBytes, from - sizeBytes))
  const { ops, files } = JSON.parse(heading) as Pick<Segment, 'ops' | 'files'> // written above
  return { ops, files, bytes: new Uint8Array(packed, from) }
}

/** A file while segments are put together: room for as much as it will hold, and how much it holds now. */
type Content = { readonly room: Uint8Array; readonly size: number }

const resized = (content: Content | undefined, size: number, most: number): Content => {
  if (content && content.room.length >= size) {
    // What was cut off reads as nothing when the file grows again.
    if (content.size > size) content.room.fill(0, size, content.size)
    return { room: content.room, size }
  }
  const room = new Uint8Array(Math.max(size, most))
  if (content) room.set(content.room.subarray(0, content.size))
  return { room, size }
}

const applyFile = (
  files: Map<string, Content>,
  { path, size, full, pieces }: WrittenFile,
  bytes: Uint8Array,
  most: number,
): void => {
  const [only] = pieces
  if (full && pieces.length <= 1) {
    const room = bytes.subarray(only?.from ?? 0, (only?.from ?? 0) + (only?.length ?? 0))
    files.set(path, { room, size: room.length })
    return
  }
  const content = resized(files.get(path), size, most)
  for (const { at, from, length } of pieces)
    content.room.set(bytes.subarray(from, from + length), at)
  files.set(path, content)
}

const removeBelow = <T>(entries: Map<string, T> | Set<string>, path: string): void => {
  for (const name of entries.keys())
    if (name === path || name.startsWith(`${path}/`)) entries.delete(name)
}

/** How large each file ever becomes: a file that grows with every segment is made so large at once. */
const mostOf = (segments: readonly Segment[]): ReadonlyMap<string, number> => {
  const most = new Map<string, number>()
  for (const { files } of segments)
    for (const { path, size } of files) most.set(path, Math.max(size, most.get(path) ?? 0))
  return most
}

/**
 * Puts segments together, oldest first, to the files that they leave: directories before what is in them.
 *
 * The contents are views on the segments' own buffers where nothing changed them later.
 */
export const filesOf = (segments: readonly Segment[]): readonly StorageEntry[] => {
  const directories = new Set<string>()
  const files = new Map<string, Content>()
  const most = mostOf(segments)
  for (const { ops, files: written, bytes } of segments) {
    for (const { op, path } of ops) {
      if (op === 'mkdir') directories.add(path)
      else {
        removeBelow(directories, path)
        removeBelow(files, path)
      }
    }
    for (const file of written) applyFile(files, file, bytes, most.get(file.path) ?? 0)
  }
  return [
    ...[...directories].toSorted().map((path) => ({ kind: 'dir' as const, path })),
    ...[...files].map(([path, { room, size }]) => ({
      kind: 'file' as const,
      path,
      data: room.subarray(0, size),
    })),
  ]
}
