import { fieldAccess, grantsOf, mayRead } from '#model/language/access.ts'
import type { Card, Entity, Field, Model } from '#model/language/definition.ts'
import { linesResource, type ModelIndex } from '#model/language/resources.ts'
import { sha256 } from '../auth/secrets.ts'
import type { Principal } from '../engine/service.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { currentParameters } from './parameters.ts'
import { accountOfCall, viewerOf } from './session.ts'

type Fields = Readonly<Record<string, Field>>

/** Marks the fields that a viewer sees on no row at all. */
const cutFields = (index: ModelIndex, resource: string, fields: Fields, who: Principal): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const masked = fieldAccess(index, resource, name, who) === false
      return [name, masked ? { ...field, masked: true } : field]
    }),
  )

const cutLines = (index: ModelIndex, entity: Entity, fields: Fields, who: Principal): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      if (field.type !== 'lines') return [name, field]
      const resource = linesResource(entity, name, field)
      return [name, { ...field, fields: cutFields(index, resource, field.fields, who) }]
    }),
  )

/** An entity as a viewer knows it: own rights only, masked fields marked; sample hints stay behind. */
const cutEntity = (index: ModelIndex, entity: Entity, who: Principal): Entity => {
  const { sample: _sample, ...rest } = entity
  const mine = grantsOf(entity, who)
  const fields = cutFields(index, entity.name, entity.fields, who)
  return {
    ...rest,
    access: Object.fromEntries(
      Object.entries(entity.access).filter(([, grant]) => mine.includes(grant)),
    ),
    fields: cutLines(index, entity, fields, who),
  }
}

/** Metrics whose every part the viewer may read. */
const readableMetric = (index: ModelIndex, calc: string, who: Principal): boolean =>
  [...calc.matchAll(/\b([a-z][a-z0-9_]*)\./g)].every(([, resource]) =>
    resource === undefined || !index.resources.has(resource) ? true : mayRead(index, resource, who),
  )

/** The model cut to what a viewer may see: entities that he or she can never read are absent. */
export const cutModel = (index: ModelIndex, who: Principal): Model => {
  const { model } = index
  return {
    ...model,
    entities: model.entities
      .filter((entity) => mayRead(index, entity.name, who))
      .map((entity) => cutEntity(index, entity, who)),
    metrics: model.metrics.filter((metric) => readableMetric(index, metric.calc, who)),
    dashboards: model.dashboards
      .filter(({ roles }) => !roles || roles.some((role) => who.roles.includes(role)))
      .map((dashboard) => ({ ...dashboard, cards: readableCards(index, dashboard.cards, who) }))
      .filter(({ cards }) => cards.length > 0),
  }
}

/** Cards that are meant for the viewer and whose records he or she may read. */
const readableCards = (index: ModelIndex, cards: readonly Card[], who: Principal) =>
  cards.filter(({ resource, metric, roles }) => {
    if (roles && !roles.some((role) => who.roles.includes(role))) return false
    const calc = index.model.metrics.find(({ name }) => name === metric)?.calc
    return (
      (resource === undefined || mayRead(index, resource, who)) &&
      (calc === undefined || readableMetric(index, calc, who))
    )
  })

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

/** Effective values of the parameters today, by key. */
const values = async (call: Call): Promise<Readonly<Record<string, unknown>>> => {
  const param = await currentParameters(call.parts)
  return Object.fromEntries(call.parts.index.model.parameters.map(({ key }) => [key, param(key)]))
}

const model = async (call: Call): Promise<Response> => {
  const { index, settings, principals } = call.parts
  const account = accountOfCall(call)
  const person = await principals.ofAccount(account)
  const cut = await cutFor(index, call.who)
  const rest = JSON.stringify({
    viewer: person && viewerOf(person, account),
    values: await values(call),
    zone: settings.zone,
    company: settings.company[call.locale],
    demo: settings.demo,
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
  { method: 'GET', path: '/api/model', name: 'model', access: 'signed_in', handle: model },
  { method: 'GET', path: '/api/search', name: 'search', access: 'signed_in', query: ['q'], handle: search },
] // prettier-ignore
