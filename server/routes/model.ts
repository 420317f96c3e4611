import { cutModel } from '#model/language/cut.ts'
import { carriedOut, enforcements } from '#model/language/enforcement.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { sha256 } from '../auth/secrets.ts'
import type { Principal } from '../engine/service.ts'
import { isFaulty } from '../sandbox/faults.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { currentParameters } from './parameters.ts'
import { accountOfCall, viewerOf } from './session.ts'

/** A cut model as it is sent, and its digest. */
type Cut = { readonly text: string; readonly digest: string }

/** Cut models by what decides them; a handful of people share one. */
const cuts = new WeakMap<ModelIndex, Map<string, Cut>>()

const cutFor = async (index: ModelIndex, who: Principal): Promise<Cut> => {
  const known = cuts.get(index) ?? new Map<string, Cut>()
  cuts.set(index, known)
  const key = JSON.stringify([who.employee !== null, [...who.roles].sort(), who.departments.length > 0]) // prettier-ignore
  const found = known.get(key)
  if (found) return found
  const text = JSON.stringify(cutModel(index, who))
  const cut = { text, digest: await sha256(text) }
  if (known.size > 200) known.clear()
  known.set(key, cut)
  return cut
}

const enforced = new WeakMap<ModelIndex, readonly string[]>()

/** Clauses that something of the whole model carries out; says nothing of what it is. */
const enforcedIn = (index: ModelIndex): readonly string[] => {
  const found = enforced.get(index) ?? carriedOut(enforcements(index.model))
  enforced.set(index, found)
  return found
}

/** Effective values of the parameters today, by key. */
const values = async (call: Call): Promise<Readonly<Record<string, unknown>>> => {
  const param = await currentParameters(call.parts)
  return Object.fromEntries(call.parts.index.model.parameters.map(({ key }) => [key, param(key)]))
}

const model = async (call: Call): Promise<Response> => {
  const { index, settings, principals, sandbox } = call.parts
  const account = accountOfCall(call)
  const person = await principals.ofAccount(account)
  const cut = await cutFor(index, call.who)
  const rest = JSON.stringify({
    viewer: person && viewerOf(person, account),
    values: await values(call),
    enforced: enforcedIn(index),
    zone: settings.zone,
    company: settings.company[call.locale],
    demo: settings.demo,
    ...(sandbox && { sandbox: { days: sandbox.days(), faults: isFaulty(sandbox.faults.get()) } }),
  })
  const etag = `"${(await sha256(cut.digest + rest)).slice(0, 32)}"`
  const headers = {
    etag,
    'cache-control': 'private, no-cache',
    vary: 'Cookie, Authorization, X-Locale',
  }
  const asked = call.http.req.header('if-none-match')
  if (asked?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers })
  return new Response(`${cut.text.slice(0, -1)},${rest.slice(1)}`, {
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  })
}

const search = async (call: Call): Promise<Response> => {
  const text = (call.query.get('q') ?? '').trim()
  if (text === '') return jsonAnswer([])
  return jsonAnswer(await call.parts.service.search(call.who, text.slice(0, 200)))
}

/** The model, and search over everything in it. */
export const modelRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/model', name: 'model', access: 'known', handle: model },
  { method: 'GET', path: '/api/search', name: 'search', access: 'signed_in', query: ['q'], handle: search },
] // prettier-ignore
