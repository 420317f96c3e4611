import { Link } from 'react-router-dom'
import type { Measure, Metric } from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { useFormat } from '../../i18n/format.ts'
import { type Locale, useLabel, useLanguage } from '../../i18n/use-text.ts'
import { ClauseChips } from '../../views/ClauseChips.tsx'
import { useConsole } from '../../views/console.ts'
import { analyticsOf } from '../data/questions.ts'
import { exactly } from '../data/units.ts'
import { useWords, type Words, wordsOf } from '../words.ts'

/** A measure or metric that a card is made of. */
export type Part = {
  readonly resource?: string
  readonly name: string
  readonly definition: Measure | Metric
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

/** What a figure says in words: its formula, target, source and clauses. */
export const PartWords = ({ part }: { readonly part: Part }) => {
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
