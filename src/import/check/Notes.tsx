import type { ToldAnswer } from '#model/language/import/wire.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useWords } from '../words.ts'

/** What is told without being a problem: fixed values, and what historical records lack. */
export const Notes = ({ answer }: { readonly answer: ToldAnswer }) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const nameOf = (resource: string, field: string | null): string => {
    const at = index.resources.get(resource)
    const own = field === null ? '' : label(at?.fields[field]?.label) || field
    return [label(at?.label) || resource, own].filter((part) => part !== '').join(' · ')
  }
  const { constants, gaps } = answer
  return (
    <>
      {constants.length > 0 && (
        <details className="card">
          <summary>{words('constants')}</summary>
          <ul>
            {constants.map(({ resource, field, value }) => (
              <li key={`${resource} ${field}`}>
                {nameOf(resource, field)} = {String(value ?? '')}
              </li>
            ))}
          </ul>
        </details>
      )}
      {gaps.length > 0 && (
        <details className="card">
          <summary>{words('gaps')}</summary>
          <ul>
            {gaps.map(({ resource, field, message, count }, i) => (
              <li key={i}>
                {nameOf(resource, field)}: {message} <span className="sub">{words('gap_rows', { count })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
} // prettier-ignore
