import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { createApi, type Api } from '../../../server/app.ts'
import { openSession } from '../../../server/auth/sessions.ts'
import { openOffice, openScheme } from '../../model/appraisal/company.ts'
import { department, employee, type Person } from '../../model/company.ts'
import { plainPasswords } from '../http.ts'
import { uploadOf } from './import/upload.ts'

/*
 * Who scored a colleague, and how, is known to that rater, to HR and to leaders alone: not to the person nor to the
 * head, by any way out of the API.
 */
const office = openOffice()
const reason = '背后的理由'
const points = 61.37
let api: Api
const tokens = new Map<Person, string>()
const at: { sheet: string; peer: Row; raters: readonly string[] } = { sheet: '', peer: { id: '' }, raters: [] } // prettier-ignore

const sign = async (person: Person): Promise<void> => {
  const { database, now } = office().charter.company()
  const account = crypto.randomUUID()
  const values = { id: account, login: `as-${person}`, employee_id: employee(person) }
  await database.kysely.insertInto('_accounts').values(values).execute()
  const { secret } = await openSession(database, { kind: 'token', account, now, expires: null })
  tokens.set(person, secret)
}

beforeAll(async () => {
  const { charter, colleagues } = office()
  const scheme = await openScheme(office())
  const cycle = await charter.seed('appraisal_cycles', { kind: 'month', period_start: '2026-09-01', scheme_ids: [scheme.id] }, 'feedback') // prettier-ignore
  const sheet = await charter.seed('appraisals', { cycle_id: cycle.id, employee_id: employee('seller'), scheme_id: scheme.id, supervisor_id: employee('sales_head'), department_id: department('sales'), supervisor_comment: '稳', self_summary: '总结', self_report: '自评' }, 'final') // prettier-ignore
  const { items } = await charter.read('appraisals', sheet)
  const lines = (items as Row[]).map(({ id, indicator_id }) => ({ item_id: id, indicator_id, score: points, reason })) // prettier-ignore
  for (const rater_id of colleagues)
    await charter.seed('appraisal_scores', { appraisal_id: sheet.id, method: 'peer', rater_id, items: lines }, 'submitted') // prettier-ignore
  const [peer] = await charter.find('appraisal_scores', { appraisal_id: sheet.id, method: 'peer' }, 'hr_clerk') // prettier-ignore
  Object.assign(at, { sheet: sheet.id, peer, raters: colleagues })
  const { index, database, service, now } = charter.company()
  api = createApi({ index, database, service, clock: () => now, passwords: plainPasswords })
  for (const person of ['seller', 'sales_head', 'hr_clerk'] as const) await sign(person)
})
afterAll(() => api.close())

const send = (person: Person, path: string, body?: unknown): Promise<Response> =>
  Promise.resolve(
    api.app.request(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${tokens.get(person)}`,
        'x-locale': 'en',
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }), // prettier-ignore
      },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    }),
  )
const q = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const raterOf = () => String(at.peer.rater_id)

/** Every way out, as somebody asks for it. */
const ways: Readonly<Record<string, (who: Person) => Promise<Response>>> = {
  'the list': (who) => send(who, `/api/appraisal_scores?range=[0,99]&filter=${q({ method: 'peer' })}`), // prettier-ignore
  'the list by rater': (who) => send(who, `/api/appraisal_scores?filter=${q({ rater_id: at.raters })}`), // prettier-ignore
  'the lines': (who) => send(who, `/api/appraisal_score_items?range=[0,99]&filter=${q({ appraisal_id: at.sheet })}`), // prettier-ignore
  'one': (who) => send(who, `/api/appraisal_scores/${at.peer.id}`),
  'its history': (who) => send(who, `/api/appraisal_scores/${at.peer.id}/history`),
  'its comments': (who) => send(who, `/api/appraisal_scores/${at.peer.id}/comments`),
  'its files': (who) => send(who, `/api/appraisal_scores/${at.peer.id}/files`),
  'its print': (who) => send(who, `/api/appraisal_scores/${at.peer.id}/print`),
  'the export': (who) => send(who, `/api/appraisal_scores/export?format=csv&filter=${q({ method: 'peer' })}`), // prettier-ignore
  'the search': (who) => send(who, `/api/search?q=${encodeURIComponent(reason)}`),
  'figures by rater': (who) => send(who, '/api/appraisal_score_items/aggregate', { measures: ['count:rows', 'sum:score'], filter: { appraisal_id: at.sheet } }), // prettier-ignore
  'the sheet': (who) => send(who, `/api/appraisals/${at.sheet}`),
  'the history of the sheet': (who) => send(who, `/api/appraisals/${at.sheet}/history`),
  'the print of the sheet': (who) => send(who, `/api/appraisals/${at.sheet}/print`),
  'an import by its id': (who) => send(who, '/api/import?dry_run=true', uploadOf(`id,method\n${at.peer.id},peer\n`, {
    recipe: { sources: { scores: {} }, emit: [{ entity: 'appraisal_scores', from: 'scores', key: ['id'], values: { id: '=id', method: '=method' } }] },
  }, 'scores.csv')),
} // prettier-ignore

/** What nobody but the rater, HR and leaders may read. */
const secrets = (): readonly string[] => [raterOf(), reason, String(points), '陈一', '陈二', '陈三']

describe.each(['seller', 'sales_head'] as const)(
  'the scores of peers stay anonymous to %s',
  (who) => {
    test.each(Object.keys(ways))('in %s', async (way) => {
      const text = await (await ways[way]?.(who))?.text()
      expect(text).toBeTypeOf('string')
      // The id of the sheet that was asked for may come back in a sentence; nothing of the record may.
      expect(secrets().filter((secret) => text?.includes(secret))).toEqual(
        // The mean of three peers is the number that the sheet is for; equal scores make it theirs.
        way.includes('sheet') && text?.includes(String(points)) ? [String(points)] : [],
      )
    })

    test('in what filters give away: the rater asked for makes no difference', async () => {
      const asked = async (rater_id: string) => {
        const filter = { $some: { of: 'appraisal_scores', by: 'appraisal_id', where: { rater_id, method: 'peer' } } } // prettier-ignore
        const rows = await (await send(who, `/api/appraisals?filter=${q(filter)}`)).json()
        const count = await (await send(who, '/api/appraisals/aggregate', { measures: ['count:rows'], filter })).json() // prettier-ignore
        return [rows.length, count.rows?.[0]?.['count:rows']]
      }
      expect(await asked(raterOf())).toEqual(await asked(employee('boss')))
    })
  },
)

test('HR reads who scored and how', async () => {
  const list = await (await ways['the list']?.('hr_clerk'))?.text()
  expect([raterOf(), reason, String(points)].filter((secret) => !list?.includes(secret))).toEqual(
    [],
  )
  expect((await ways['one']?.('hr_clerk'))?.status).toBe(200)
})
