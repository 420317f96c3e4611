import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useMemo, useState } from 'react'
import { problemOf } from '../../../data/problem.ts'
import type { AppDataProvider } from '../../../data/provider.ts'
import type { HistoryEntry } from '#model/language/wire.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useResourceOf } from '../../console.ts'
import { PathValue } from '../../PathValue.tsx'
import { AskedValues } from './AskedValues.tsx'
import { type TimelineEntry, timelineOf } from './timeline-entries.ts'
import { useNotice } from '../../../i18n/use-notice.ts'

type Place = {
  readonly resource: string
  readonly id: string
  readonly version?: number | undefined
}

const quietFields = new Set([
  'id',
  'version',
  'state',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
])

const Changes = ({ resource, diff }: { readonly resource: string; readonly diff: NonNullable<HistoryEntry['diff']> }) => {
  const text = useText()
  const label = useLabel()
  const at = useResourceOf(resource)
  const value = (name: string, each: unknown) => (
    each === null || each === undefined ? text('app.none') : <PathValue resource={resource} path={name} record={{ id: '', [name]: each }} plain />
  )
  return (
    <ul>
      {Object.entries(diff)
        .filter(([name]) => !quietFields.has(name) && at?.fields[name])
        .map(([name, [before, after]]) => (
          <li key={name} className="change">
            <span className="mute">{label(at?.fields[name]?.label)}{text('app.colon')}</span>
            {at?.fields[name]?.type === 'lines' ? text('timeline.lines_changed') : <>{value(name, before)} → <b>{value(name, after)}</b></>}
          </li>
        ))}
    </ul>
  )
} // prettier-ignore

const actionKeys = { create: 'timeline.created', import: 'timeline.imported', undo: 'timeline.import_undone', archive: 'timeline.archived', restore: 'timeline.restored' } as const // prettier-ignore

const Change = ({
  resource,
  entry,
}: {
  readonly resource: string
  readonly entry: HistoryEntry
}) => {
  const text = useText()
  const label = useLabel()
  const workflow = useResourceOf(resource)?.entity.workflow
  const transition = entry.transition ? workflow?.transitions[entry.transition] : undefined
  const key =
    entry.action in actionKeys ? actionKeys[entry.action as keyof typeof actionKeys] : null
  const state = entry.to ? workflow?.states[entry.to] : undefined
  return (
    <>
      {transition && <b>{label(transition.label)}</b>}
      {state && entry.action !== 'create' && label(state) !== label(transition?.label) && (
        <span className="mute"> → {label(state)}</span>
      )}
      {key && text(key)}
      {entry.ask && transition?.ask && <AskedValues fields={transition.ask} values={entry.ask} />}
      {entry.diff && entry.action !== 'create' && <Changes resource={resource} diff={entry.diff} />}
    </>
  )
}

const Entry = ({ resource, entry }: { readonly resource: string; readonly entry: TimelineEntry }) => {
  const text = useText()
  const format = useFormat()
  const isKey = entry.kind === 'comment' || entry.action === 'transition' || entry.action === 'create'
  return (
    <li className={isKey ? 'key' : undefined}>
      <time dateTime={entry.at} title={format.datetime(entry.at)}>
        {format.ago(entry.at)} · {entry.by_name ?? text('timeline.system')}
      </time>
      {entry.kind === 'comment' ? <p style={{ whiteSpace: 'pre-line' }}>{entry.body}</p> : <Change resource={resource} entry={entry} />}
    </li>
  )
} // prettier-ignore

const CommentBox = ({ resource, id }: Place) => {
  const text = useText()
  const notify = useNotice()
  const provider = useDataProvider<AppDataProvider>()
  const queryClient = useQueryClient()
  const [body, setBody] = useState('')
  const send = useMutation({
    mutationFn: () => provider.addComment(resource, id, body.trim()),
    onSuccess: async () => {
      setBody('')
      await queryClient.invalidateQueries({ queryKey: [resource, 'comments', id] })
    },
    onError: (error) => notify(problemOf(error).message, { type: 'error' }),
  })
  return (
    <form
      style={{ display: 'grid', gap: 6, marginTop: 8 }}
      onSubmit={(event) => {
        event.preventDefault()
        if (body.trim()) send.mutate()
      }}
    >
      <TextField multiline minRows={1} maxRows={6} value={body} placeholder={text('timeline.comment')} slotProps={{ htmlInput: { 'aria-label': text('timeline.comment'), 'title': text('timeline.comment_placeholder') } }} onChange={(event) => setBody(event.target.value)} />
      {body.trim() && (
        <Button type="submit" disabled={send.isPending} sx={{ justifySelf: 'end' }}>
          {text('timeline.send')}
        </Button>
      )}
    </form>
  )
} // prettier-ignore

const shown = 8

/** Everything that happened to a record: changes, steps with opinions, comments. */
export const Timeline = ({ resource, id, version }: Place) => {
  const text = useText()
  const provider = useDataProvider<AppDataProvider>()
  const [all, setAll] = useState(false)
  const history = useQuery({ queryKey: [resource, 'history', id, version], queryFn: () => provider.history(resource, id) })
  const comments = useQuery({ queryKey: [resource, 'comments', id], queryFn: () => provider.comments(resource, id) })
  const entries = useMemo(() => timelineOf(history.data ?? [], comments.data ?? []), [history.data, comments.data])
  return (
    <section className="card" aria-label={text('record.timeline')}>
      <h2>{text('record.timeline')}</h2>
      <CommentBox resource={resource} id={id} />
      {entries.length === 0 && !history.isPending && <p className="sub">{text('timeline.empty')}</p>}
      <ol className="line">
        {(all ? entries : entries.slice(0, shown)).map((entry, i) => (
          <Entry key={`${entry.at} ${i}`} resource={resource} entry={entry} />
        ))}
      </ol>
      {!all && entries.length > shown && (
        <Button variant="text" onClick={() => setAll(true)}>
          {text('timeline.more', { count: entries.length })}
        </Button>
      )}
    </section>
  )
} // prettier-ignore
