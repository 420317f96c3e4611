import { useReference } from 'ra-core'
import { Link } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../i18n/use-text.ts'
import { useConsole } from './console.ts'
import { RecordTitle } from './RecordTitle.tsx'

type Props = {
  readonly resource: string
  readonly id: string
  /** Without a link: inside another link or a title. */
  readonly plain?: boolean
}

const Hidden = () => <span className="mute">{useText()('record.no_access')}</span>

const Known = ({ resource, id, plain }: Props) => {
  const { index } = useConsole()
  const { referenceRecord, isPending } = useReference<Row>({ reference: resource, id })
  if (!referenceRecord) return isPending ? null : <Hidden />
  const title = <RecordTitle resource={resource} record={referenceRecord} />
  const parent = index.resources.get(resource)?.parent
  if (plain || parent) return title
  return (
    <Link to={`/${resource}/${id}/show`} onClick={(event) => event.stopPropagation()}>
      {title}
    </Link>
  )
}

/** The title of another record, leading to it; records of one page are fetched together. */
export const ReferenceLink = (props: Props) => {
  const { index } = useConsole()
  if (!index.resources.has(props.resource)) return <Hidden />
  return <Known {...props} />
} // prettier-ignore
