import { expect, test } from 'vitest'
import { useHttp, type Send } from '../http.ts'
import { schemaChecker } from './schema-checker.ts'

const http = useHttp({ settings: { demo: true } })

test.each<readonly [path: string, request: Send]>([
  ['/api/sandbox', {}],
  ['/api/sandbox/people', {}],
  ['/api/sandbox/faults', { method: 'PUT', body: { error_percent: 0, seed: 7 } }],
  ['/api/sandbox/clock', { body: { days: 1 } }],
  ['/api/sandbox/clock', { body: { days: 0 } }],
  ['/api/sandbox/act', { body: { employee: 'nobody' } }],
  ['/api/sandbox/reset', { body: { company: 'empty' } }],
])('%s answers %j as the document says', async (path, request) => {
  const { send } = http()
  const check = schemaChecker(await (await send('/api/openapi.json', { as: 'sales' })).json())
  const answer = await send(path, { as: 'sales', ...request })
  const method = request.method ?? (request.body === undefined ? 'GET' : 'POST')
  expect(check.answer(path, method, answer.status, await answer.json())).toEqual([])
})
