import { Fragment } from 'react'
import type { Row } from '#model/language/wire.ts'
import { useLanguage } from '../i18n/use-text.ts'
import { useConsole } from './console.ts'
import { PathValue } from './PathValue.tsx'
import { titleHasHops, titleParts, titleTemplate, titleText } from './titles.ts'

/** A record's title, with the values of the records it names. */
export const RecordTitle = ({ resource, record }: { readonly resource: string; readonly record: Row }) => {
  const { index } = useConsole()
  const language = useLanguage()
  if (!titleHasHops(index, resource)) return titleText(index, resource, record, language)
  return titleParts(titleTemplate(index, resource)).map((part, i) => (
    <Fragment key={i}>
      {'text' in part ? part.text : <PathValue resource={resource} path={part.path} record={record} plain />}
    </Fragment>
  ))
} // prettier-ignore
