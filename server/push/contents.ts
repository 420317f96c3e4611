import type { ModelIndex, Resource } from '#model/language/resources.ts'
import { Problem } from '../problems.ts'
import { modelDigest } from '../sandbox/contents.ts'
import { readSandboxFile } from '../sandbox/read-file.ts'

/** A row of a table, as the sandbox file has it. */
export type FileRow = Readonly<Record<string, unknown>>

/** The rows of a sandbox by resource, those that are pointed to before those that point. */
export type Contents = {
  readonly rows: ReadonlyMap<string, readonly FileRow[]>
  readonly order: readonly Resource[]
}

/**
 * Reads the records of a sandbox file; its history, accounts, notices and files stay behind.
 *
 * Errors: `invalid` when it is damaged, or was written under another model.
 */
export const readContents = async (
  index: ModelIndex,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Contents> => {
  const { header, parts } = await readSandboxFile(bytes)
  if (header.model !== (await modelDigest(index)))
    throw new Problem('invalid', {
      message: {
        zh: '沙盒文件是用另一个模型写出的：请用同一版本推送',
        en: 'The sandbox file was written under another model: push it with the same version',
      },
    })
  const rows = new Map<string, FileRow[]>()
  for await (const { table, rows: lines } of parts) {
    if (!index.resources.has(table)) continue
    const list = rows.get(table) ?? []
    for (const line of lines) list.push(JSON.parse(line))
    rows.set(table, list)
  }
  const order = header.tables.flatMap(({ name }) => index.resources.get(name) ?? [])
  return { rows, order }
}
