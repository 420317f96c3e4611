import InfoOutlined from '@mui/icons-material/InfoOutlined'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { Card, Measure, Metric } from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { useFormat } from '../../i18n/format.ts'
import { type Locale, useLabel, useLanguage } from '../../i18n/use-text.ts'
import { ClauseChips } from '../../views/ClauseChips.tsx'
import { useConsole } from '../../views/console.ts'
import { Popover } from '../../views/Overlay.tsx'
import { analyticsOf } from '../data/questions.ts'
import { exactly } from '../data/units.ts'
import { useWords, type Words, wordsOf } from '../words.ts'

type Source = Pick<Card, 'resource' | 'metric' | 'query'>
type Part = {
  readonly resource?: string
  readonly name: string
  readonly definition: Measure | Metric
}

/** What a card is made of: the metric, or each of its measures. */
const partsOf = (index: ModelIndex, source: Source): readonly Part[] => {
  const metric = index.model.metrics.find(({ name }) => name === source.metric)
  if (metric) return [{ name: metric.name, definition: metric }]
  const { resource = '' } = source
  const measures = analyticsOf(index, resource)?.measures
  return (source.query?.measures ?? []).flatMap((name) => {
    const definition = measures?.[name]
    return definition ? [{ resource, name, definition }] : []
  })
}

/** A calculation with the names of its parts in words. */
const calcWords = (index: ModelIndex, calc: string, resource: string | undefined, locale: Locale): string =>
  calc
    .replace(/[a-z_][\w.]*/g, (name) => {
      if (name === 'period_days') return wordsOf(locale)('elapsed')
      const dot = name.indexOf('.')
      const at = dot < 0 ? resource : name.slice(0, dot)
      return analyticsOf(index, at ?? '')?.measures[name.slice(dot + 1)]?.label[locale] ?? name
    })
    .replaceAll('*', '×')
    .replaceAll('/', '÷') // prettier-ignore

const formulaWords = (index: ModelIndex, part: Part, locale: Locale, words: Words): string => {
  const { definition, resource } = part
  if ('calc' in definition) return calcWords(index, definition.calc, resource, locale)
  if (definition.agg === 'count') return words('counted')
  const path = definition.field ?? ''
  const field = resolvePath(index, resource ?? '', path)?.field.label[locale] ?? calcWords(index, path, resource, locale)
  return words(definition.agg, { field })
} // prettier-ignore

const PartWords = ({ part }: { readonly part: Part }) => {
  const words = useWords()
  const label = useLabel()
  const locale = useLanguage()
  const numbers = useFormat()
  const { index } = useConsole()
  const { definition, resource } = part
  const at = index.resources.get(resource ?? '')
  return (
    <div className="definition">
      <b>
        {label(definition.label)}
        {definition.id && <span className="sub"> {definition.id}</span>}
      </b>
      {definition.help && <p>{label(definition.help)}</p>}
      <p>
        <span className="mute">{words('formula')}</span> {formulaWords(index, part, locale, words)}
        {'agg' in definition && definition.balance && <span className="mute"> · {words('balance')}</span>}
      </p>
      {definition.target !== undefined && (
        <p>{words('target_is', { target: exactly(definition.target, definition.format ?? 'decimal', numbers, locale) })}</p>
      )}
      {at && (
        <p>
          <span className="mute">{words('source')}</span> {at.parent ? label(at.label) : <Link to={`/${at.name}`}>{label(at.label)}</Link>}
        </p>
      )}
      <p className="chips"><ClauseChips ids={definition.clauses ?? []} /></p>
    </div>
  )
} // prettier-ignore

/** Opens the definition of a card: what it says in words, its formula, its source and the clauses behind it. */
export const Definition = ({ card }: { readonly card: Card }) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const name = words('definition', { title: label(card.title) })
  const parts = [card, ...(card.also ?? [])].flatMap((source) => partsOf(index, source))
  if (parts.length === 0 && !card.help && !card.clauses) return null
  return (
    <>
      <button type="button" aria-label={name} aria-haspopup="dialog" className="icon-button info" onClick={(event) => setAnchor(event.currentTarget)}>
        <InfoOutlined sx={{ fontSize: 15 }} />
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { className: 'definitions', role: 'dialog', 'aria-label': name } }}
      >
        {card.help && <p>{label(card.help)}</p>}
        {parts.map((part) => <PartWords key={part.name} part={part} />)}
        <p className="chips"><ClauseChips ids={card.clauses ?? []} /></p>
      </Popover>
    </>
  )
} // prettier-ignore
