import { fieldAccess, grantsOf, mayRead, type Viewer } from './access.ts'
import type { Card, Entity, Field, Model } from './definition.ts'
import { metricParts } from './metric-parts.ts'
import { linesResource, type ModelIndex } from './resources.ts'

type Fields = Readonly<Record<string, Field>>

/** Marks the fields that a viewer sees on no row at all. */
const cutFields = (index: ModelIndex, resource: string, fields: Fields, who: Viewer): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const masked = fieldAccess(index, resource, name, who) === false
      return [name, masked ? { ...field, masked: true } : field]
    }),
  )

const cutLines = (index: ModelIndex, entity: Entity, fields: Fields, who: Viewer): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      if (field.type !== 'lines') return [name, field]
      const resource = linesResource(entity, name, field)
      return [name, { ...field, fields: cutFields(index, resource, field.fields, who) }]
    }),
  )

/** An entity as a viewer knows it: own rights only, masked fields marked; sample hints stay behind. */
const cutEntity = (index: ModelIndex, entity: Entity, who: Viewer): Entity => {
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
const readableMetric = (index: ModelIndex, calc: string, who: Viewer): boolean =>
  metricParts(calc).every(
    ({ resource }) => !index.resources.has(resource) || mayRead(index, resource, who),
  )

/** The model cut to what a viewer may see: entities that he or she can never read are absent. */
export const cutModel = (index: ModelIndex, who: Viewer): Model => {
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
const readableCards = (index: ModelIndex, cards: readonly Card[], who: Viewer) =>
  cards.filter(({ resource, metric, roles }) => {
    if (roles && !roles.some((role) => who.roles.includes(role))) return false
    const calc = index.model.metrics.find(({ name }) => name === metric)?.calc
    return (
      (resource === undefined || mayRead(index, resource, who)) &&
      (calc === undefined || readableMetric(index, calc, who))
    )
  })
