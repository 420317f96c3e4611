import { Link } from 'react-router-dom'
import { parseDrill } from '#model/language/formats.ts'
import { useLabel } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'

/** Opens the records behind a number that was kept, part by part, as they were asked for. */
export const Drill = ({ text }: { readonly text: string }) => {
  const label = useLabel()
  const { index } = useConsole()
  const [board] = index.model.dashboards
  const drill = parseDrill(text)
  if (!drill) return null
  return (
    <>
      {drill.parts.map(({ resource, filter, asOf }, i) => {
        const name = label(index.resources.get(resource)?.label ?? { zh: resource, en: resource })
        const asked = new URLSearchParams({ resource, filter: JSON.stringify(filter) })
        if (asOf !== undefined) asked.set('asOf', asOf)
        return (
          <span key={i}>
            {i > 0 && ' · '}
            {board ? <Link to={`/dashboards/${board.name}/records?${asked}`}>{name}</Link> : name}
          </span>
        )
      })}
    </>
  )
}
