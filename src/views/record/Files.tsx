import { UploadButton } from '../UploadButton.tsx'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { problemOf } from '../../data/problem.ts'
import { type AppDataProvider, fileUrl } from '../../data/provider.ts'
import { useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import { useNotice } from '../../i18n/use-notice.ts'

/** Files that belong to a record: download them, add one. */
export const Files = ({ resource, id }: { readonly resource: string; readonly id: string }) => {
  const text = useText()
  const format = useFormat()
  const notify = useNotice()
  const queryClient = useQueryClient()
  const provider = useDataProvider<AppDataProvider>()
  const files = useQuery({ queryKey: [resource, 'files', id], queryFn: () => provider.files(resource, id) })
  const upload = useMutation({
    mutationFn: (file: File) => provider.upload(resource, file, { id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [resource, 'files', id] }),
    onError: (error) => notify(problemOf(error).message, { type: 'error' }),
  })
  return (
    <section className="card">
      <header>
        <h2>{text('record.files')}</h2>
        <UploadButton isBusy={upload.isPending} label={text('record.upload')} onChoose={([file]) => file && upload.mutate(file)} />
      </header>
      {files.data?.length === 0 && <p className="quiet">{text('record.no_files')}</p>}
      <ul>
        {files.data?.map(({ id: file, name, size }) => (
          <li key={file} style={{ padding: '6px 0' }}>
            <a href={fileUrl(file)} download={name} aria-label={text('record.download', { name })}>
              {name}
            </a>{' '}
            {size !== undefined && <span className="mute">{format.size(size)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
} // prettier-ignore
