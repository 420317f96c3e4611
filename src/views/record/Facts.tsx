import type { Row } from '#model/language/wire.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { ClauseMark } from '../ClauseChips.tsx'
import { useResourceOf } from '../console.ts'
import { fieldKinds } from '../fields/registry.ts'
import { PathValue } from '../PathValue.tsx'
import { SecretValue } from './SecretValue.tsx'

type Props = {
  readonly resource: string
  readonly record: Row
  readonly fields: readonly string[]
  /** One column instead of two. */
  readonly isNarrow?: boolean
}

/** Fields with their values, read only. */
export const Facts = ({ resource, record, fields, isNarrow }: Props) => {
  const label = useLabel()
  const at = useResourceOf(resource)
  return (
    <dl className={isNarrow ? 'facts one' : 'facts'}>
      {fields.map((name) => {
        const field = at?.fields[name]
        if (!field) return null
        const isWide = !isNarrow && fieldKinds[field.type].isWide
        return [
          <dt
            key={`${name} label`}
            className={isWide ? 'wide' : undefined}
            title={label(field.help) || undefined}
          >
            {label(field.label)}
            <ClauseMark ids={field.clauses} of={label(field.label)} />
          </dt>,
          <dd key={name} className={isWide ? 'wide' : undefined}>
            {field.secret ? (
              <SecretValue resource={resource} record={record} name={name} />
            ) : (
              <PathValue resource={resource} path={name} record={record} as="Field" />
            )}
          </dd>,
        ]
      })}
    </dl>
  )
}
