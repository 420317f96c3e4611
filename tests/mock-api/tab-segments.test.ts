import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChangeSet, FileWrite } from '@electric-sql/pglite/memfs-frontend'
import {
  filesOf,
  packSegment,
  segmentOf,
  unpackSegment,
} from '../../mock-api/tab/store/segments.ts'

type Files = Map<string, Uint8Array>
type Flush = { readonly changes: ChangeSet; readonly after: Files }

const paths = ['/base/1', '/base/2', '/pg_wal/1', '/global/pg_control'] as const
const step = fc.oneof(
  fc.record({ do: fc.constant('write' as const), path: fc.constantFrom(...paths), at: fc.nat(40), bytes: fc.uint8Array({ minLength: 1, maxLength: 30 }) }), // prettier-ignore
  fc.record({ do: fc.constant('cut' as const), path: fc.constantFrom(...paths), to: fc.nat(30) }),
  fc.record({ do: fc.constant('remove' as const), path: fc.constantFrom(...paths) }),
  fc.record({ do: fc.constant('whole' as const), path: fc.constantFrom(...paths), bytes: fc.uint8Array({ maxLength: 30 }) }), // prettier-ignore
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const resized = (bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> => {
  const next = new Uint8Array(size)
  next.set(bytes.subarray(0, size))
  return next
}

/** Does one step to files as a file system would, and tells it as the database does. */
const take = (files: Files, each: Step): Flush => {
  const after: Files = new Map([...files].map(([path, bytes]) => [path, bytes.slice()] as const))
  const ops: ChangeSet['ops'] = []
  const data: FileWrite[] = []
  const { path } = each
  if (each.do === 'remove') {
    after.delete(path)
    ops.push({ op: 'remove', path })
  } else if (each.do === 'whole') {
    after.set(path, each.bytes.slice())
    data.push({ path, size: each.bytes.length, full: true, truncate: true, chunks: [{ at: 0, data: each.bytes }] }) // prettier-ignore
  } else {
    const before = after.get(path) ?? new Uint8Array()
    const end = each.do === 'cut' ? Math.min(each.to, before.length) : each.at + each.bytes.length
    const next = resized(before, each.do === 'cut' ? end : Math.max(before.length, end))
    if (each.do === 'write') next.set(each.bytes, each.at)
    after.set(path, next)
    const chunks = each.do === 'write' ? [{ at: each.at, data: each.bytes }] : []
    data.push({ path, size: next.length, full: false, truncate: each.do === 'cut', chunks })
  }
  return { changes: { ops, files: { wal: [], data, control: [] } }, after }
}

test('segments put together are the files that the flushes left, from the beginning or from a packed whole', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.nat(25), (steps, packed) => {
      let files: Files = new Map()
      const flushes = steps.map((each) => {
        const flush = take(files, each)
        files = flush.after
        return flush
      })
      const segments = flushes.map(({ changes }) => segmentOf(changes))
      const again = segments.map((segment, i) => (i <= packed ? unpackSegment(packSegment(segment).buffer) : segment)) // prettier-ignore
      const left = new Map(filesOf(again).flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry.data] as const] : []))) // prettier-ignore
      expect([...left.keys()].toSorted()).toEqual([...files.keys()].toSorted())
      for (const [path, bytes] of files) expect([...(left.get(path) ?? [])]).toEqual([...bytes])
    }),
  )
})
