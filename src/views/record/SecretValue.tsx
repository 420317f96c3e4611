import { useMutation } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { AppDataProvider } from '../../data/provider.ts'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../../i18n/use-text.ts'
import { PathValue } from '../PathValue.tsx'

type Props = { readonly resource: string; readonly record: Row; readonly name: string }

/** A value shown only on request; every look is logged by the server. */
export const SecretValue = ({ resource, record, name }: Props) => {
  const text = useText()
  const provider = useDataProvider<AppDataProvider>()
  const reveal = useMutation({ mutationFn: () => provider.reveal(resource, record.id, name) })
  if (reveal.isSuccess)
    return <PathValue resource={resource} path={name} record={{ ...record, [name]: reveal.data }} as="Field" />
  if (reveal.isError) return <span className="mute">{text('record.hidden')}</span>
  return (
    <button type="button" className="plain" title={text('record.secret')} style={{ color: 'var(--accent)' }} onClick={() => reveal.mutate()}>
      •••••• {text('record.reveal')}
    </button>
  )
} // prettier-ignore
