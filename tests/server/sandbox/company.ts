import { afterAll, beforeAll } from 'vitest'
import { entity, type Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { createApi, type AppOptions } from '../../../server/app.ts'
import { createService } from '../../../server/engine/create-service.ts'
import { openSandbox, type Sandbox, type SandboxOptions } from '../../../server/sandbox/sandbox.ts'
import type { OpenDatabase } from '../../prepared.ts'
import { openHttp, plainPasswords, type Http, type Send } from '../http.ts'
import { httpModel } from '../http-model.ts'

const l = (zh: string, en: string) => ({ zh, en })

/** What the clock alone moves: late the day after it is due, and counted every day from then on. */
const promises = entity({
  name: 'promises',
  label: l('承诺', 'Promises'),
  module: 'm',
  tier: 'core',
  clauses: [],
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, label: l('名称', 'Name') },
    due_on: { type: 'date', required: true, label: l('到期日', 'Due on') },
    late_on: { type: 'date', label: l('逾期日', 'Late on') },
    reminded: { type: 'integer', default: 0, label: l('提醒次数', 'Reminded') },
  },
  workflow: {
    initial: 'open',
    states: { open: l('未到', 'Open'), late: { ...l('逾期', 'Late'), stamp: 'late_on' } },
    transitions: {
      fall_due: { from: ['open'], to: 'late', by: ['system'], when: 'due_on < today()', label: l('逾期', 'Fall due') },
    },
  },
  schedule: [
    { id: 'remind', label: l('提醒', 'Remind'), every: 'daily', where: "state == 'late'", key: 'today()', effects: [{ do: 'set', values: { reminded: '=reminded + 1' } }] },
  ],
  access: { sales: { create: true, read: 'all', update: 'all' }, finance: { read: 'all' } },
}) // prettier-ignore

export const sandboxModel: Model = { ...httpModel, entities: [...httpModel.entities, promises] }
export const sandboxIndex = indexModel(sandboxModel)

const zone = 'Asia/Shanghai'

/** A demonstration for tests: its application, its controls, and ways to open it again. */
export type Demo = Http & {
  readonly sandbox: Sandbox
  /** Calls as somebody and reads the JSON of the answer. */
  readonly ask: (path: string, request?: Send) => Promise<Record<string, unknown>>
  /** The same sandbox after a restart. */
  readonly restarted: () => Promise<Demo>
}

type Options = {
  readonly sample?: SandboxOptions['sample']
  readonly settings?: AppOptions['settings']
}

const demoOver = async (http: Http, options: Options): Promise<Demo> => {
  const { database, clock, people } = http
  const given = { index: sandboxIndex, database, zone }
  const { sample } = options
  const sandbox = await openSandbox({ ...given, clock: clock.now, ...(sample && { sample }) })
  const service = createService({ ...given, clock: sandbox.clock })
  const settings = { demo: true, ...options.settings }
  const api = createApi({ ...given, service, settings, sandbox, clock: sandbox.clock, passwords: plainPasswords, eventsEveryMs: 20 }) // prettier-ignore
  const send: Demo['send'] = async (path, { as, ...request } = {}) => {
    const cookie = as ? people[as].cookie : undefined
    const isJson = request.body !== undefined && !(request.body instanceof FormData)
    return api.app.request(path, {
      method: request.method ?? (request.body === undefined ? 'GET' : 'POST'),
      body: request.body instanceof FormData ? request.body : isJson ? JSON.stringify(request.body) : null,
      headers: {
        'x-locale': 'en',
        ...(isJson && { 'content-type': 'application/json' }),
        ...(cookie !== undefined && { cookie }),
        ...request.headers,
      },
    })
  } // prettier-ignore
  const ask: Demo['ask'] = async (path, request) => {
    const answer = await send(path, { as: 'sales', ...request })
    return { status: answer.status, ...(await answer.json()) }
  }
  return { ...http, api, service, sandbox, send, ask, restarted: () => demoOver(http, options) }
}

/** Opens a demonstration for the tests of a describe block and closes it after them. */
export const useDemo = (
  open: OpenDatabase,
  sample?: (demo: Demo) => Promise<Uint8Array<ArrayBuffer>>,
): (() => Demo) => {
  let demo: Demo | undefined
  const company = (): Demo => {
    if (!demo) throw new Error('the demonstration opens before the first test')
    return demo
  }
  beforeAll(async () => {
    const http = await openHttp({ index: sandboxIndex, open })
    demo = await demoOver(http, sample ? { sample: () => sample(company()) } : {})
  })
  afterAll(async () => {
    await demo?.api.close()
    await demo?.database.close()
  })
  return company
}
