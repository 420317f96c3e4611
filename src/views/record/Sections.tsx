import type { Row } from '#model/language/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConditions } from '../form/values/conditions.ts'
import { useResourceOf } from '../console.ts'
import { PathValue } from '../PathValue.tsx'
import { Facts } from './Facts.tsx'
import { sectionsOf } from './sections.ts'

/** A record in its sections, read only; child rows get a card of their own. */
export const Sections = ({
  resource,
  record,
}: {
  readonly resource: string
  readonly record: Row
}) => {
  const text = useText()
  const label = useLabel()
  const at = useResourceOf(resource)
  const conditions = useConditions(resource, record)
  if (!at) return null
  const isFilledLines = (name: string): boolean => {
    const value = record[name]
    return at.fields[name]?.type === 'lines' && Array.isArray(value) && value.length > 0
  }
  const isShown = (name: string): boolean => conditions.isVisible(name) || record[name] != null
  return sectionsOf(at).map(({ label: title, fields }, i) => {
    const shown = fields.filter(isShown)
    const facts = shown.filter((name) => at.fields[name]?.type !== 'lines')
    const lines = shown.filter(isFilledLines)
    return [
      facts.length > 0 && (
        <section key={`facts ${i}`} className="card">
          <h2>{title ? label(title) : text('record.other')}</h2>
          <Facts resource={resource} record={record} fields={facts} />
        </section>
      ),
      lines.map((name) => (
        <section key={name} className="card">
          <h2>{label(at.fields[name]?.label)}</h2>
          <PathValue resource={resource} path={name} record={record} as="Field" />
        </section>
      )),
    ]
  })
}
