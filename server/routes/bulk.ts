import type { BulkItem, BulkRequest } from '#model/language/wire.ts'
import { Problem } from '../problems.ts'
import { isData, isId, onlyMembers, readData } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { resourceOf } from './resource.ts'

const operations = ['update', 'delete', 'transition'] as const

const invalid = (path: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [path]: { zh, en } } })

const itemOf = (value: unknown, at: number): BulkItem => {
  if (!isData(value) || !isId(value['id'])) throw invalid(`items.${at}.id`, '应为记录标识', 'must be the id of a record') // prettier-ignore
  const version = value['version']
  if (version === undefined) throw new Problem('version_required', { details: { item: at } })
  if (typeof version !== 'number' || !Number.isSafeInteger(version))
    throw invalid(`items.${at}.version`, '应为整数', 'must be an integer')
  return { id: value['id'], version }
}

const itemsOf = (value: unknown, most: number): readonly BulkItem[] => {
  if (!Array.isArray(value) || value.length === 0)
    throw invalid('items', '应为 [{id, version}] 列表', 'must be a list of { id, version }')
  if (value.length > most)
    throw invalid('items', `每次最多 ${most} 条`, `may have at most ${most} items`)
  const items = value.map(itemOf)
  if (new Set(items.map((item) => item.id)).size < items.length)
    throw invalid('items', '同一记录不能出现两次', 'may name a record only once')
  return items
}

const requestOf = async (call: Call): Promise<BulkRequest> => {
  const { limits } = call.parts.settings
  const data = await readData(call.http.req.raw, limits.bodyBytes)
  onlyMembers(data, ['op', 'items', 'data', 'name'])
  const op = operations.find((o) => o === data['op'])
  if (!op) throw invalid('op', '可选：update、delete、transition', 'must be one of update, delete, transition') // prettier-ignore
  const items = itemsOf(data['items'], limits.pageRows)
  const { data: changes, name } = data
  if (changes !== undefined && !isData(changes))
    throw invalid('data', '应为 JSON 对象', 'must be a JSON object')
  if (op === 'update' && changes === undefined) throw invalid('data', '必填', 'is required')
  if (op === 'transition' && (typeof name !== 'string' || name === ''))
    throw invalid('name', '必填', 'is required')
  return {
    op,
    items,
    ...(changes !== undefined && { data: changes }),
    ...(typeof name === 'string' && { name }),
  }
}

const bulk = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const request = await requestOf(call)
  return jsonAnswer(await call.parts.service.bulk(call.who, resource.name, request))
}

/** Many records in one transaction: all change or none. */
export const bulkRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/:resource/bulk', name: 'bulk', access: 'signed_in', handle: bulk },
]
