import { Suspense } from 'react'
import type { Row } from '#model/language/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConditions } from '../form/values/conditions.ts'
import { useConsole, useResourceOf } from '../console.ts'
import { PathValue } from '../PathValue.tsx'
import { Facts } from './Facts.tsx'
import { sectionsOf } from './sections.ts'

/** A record in its sections, read only; child rows stand in the section that names them. */
export const Sections = ({
  resource,
  record,
}: {
  readonly resource: string
  readonly record: Row
}) => {
  const text = useText()
  const label = useLabel()
  const { overrides } = useConsole()
  const at = useResourceOf(resource)
  const conditions = useConditions(resource, record)
  if (!at) return null
  const isFilledLines = (name: string): boolean => {
    const value = record[name]
    return at.fields[name]?.type === 'lines' && Array.isArray(value) && value.length > 0
  }
  // What the model never shows serves other fields; what is not asked for now is shown while it holds a value.
  const isShown = (name: string): boolean =>
    at.fields[name]?.visible !== 'false' && (conditions.isVisible(name) || record[name] != null)
  return sectionsOf(at).map(({ label: title, fields }, i) => {
    const Own = overrides[resource]?.sections?.[fields[0] ?? '']
    if (Own)
      return (
        <Suspense key={i} fallback={null}>
          <Own resource={resource} record={record} />
        </Suspense>
      )
    const shown = fields.filter(isShown)
    const facts = shown.filter((name) => at.fields[name]?.type !== 'lines')
    const lines = shown.filter(isFilledLines)
    if (facts.length + lines.length === 0) return null
    const heading = title ? label(title) : text('record.other')
    return (
      <section key={i} className="card">
        <h2>{heading}</h2>
        {facts.length > 0 && <Facts resource={resource} record={record} fields={facts} />}
        {lines.map((name) => {
          const own = label(at.fields[name]?.label)
          return (
            <div key={name} className="lines-part">
              {own !== heading && <h3>{own}</h3>}
              <PathValue resource={resource} path={name} record={record} as="Field" />
            </div>
          )
        })}
      </section>
    )
  })
}
