import MoreHoriz from '@mui/icons-material/MoreHoriz'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { apiUrl } from '../../data/http.ts'
import { problemOf } from '../../data/problem.ts'
import type { AppDataProvider } from '../../data/provider.ts'
import type { Row } from '#model/language/wire.ts'
import { useLanguage, useText } from '../../i18n/use-text.ts'
import { useCapabilities } from '../capabilities.ts'
import { useConsole, useMay } from '../console.ts'
import { titleText } from '../titles.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { useNotice } from '../../i18n/use-notice.ts'

type Place = { readonly resource: string; readonly record: Row }

const useArchive = ({ resource, record }: Place) => {
  const text = useText()
  const notify = useNotice()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const language = useLanguage()
  const { index } = useConsole()
  const provider = useDataProvider<AppDataProvider>()
  const { enforces } = useCapabilities(resource)
  const title = titleText(index, resource, record, language)
  const run = async (): Promise<void> => {
    try {
      if (record.archived && enforces) await provider.restore(resource, record)
      else await provider.delete(resource, { id: record.id, previousData: record })
      notify(text(!enforces ? 'plain.deleted' : record.archived ? 'record.restored_done' : 'record.archived_done', { title }), { type: 'success' })
      if (!enforces) await queryClient.invalidateQueries({ queryKey: [resource], refetchType: 'none' })
      if (!record.archived || !enforces) void navigate(`/${resource}`)
      // What a plain backend deleted is gone: its page must not ask for it again.
      if (!enforces) return
    } catch (error) {
      notify(problemOf(error).message, { type: 'error' })
    }
    await queryClient.invalidateQueries({ queryKey: [resource] })
  }
  return { run, title }
} // prettier-ignore

/** What else may be done with a record: print, copy its link, archive or restore it. */
export const RecordMenu = ({ resource, record }: Place) => {
  const text = useText()
  const notify = useNotice()
  const may = useMay(resource)
  const can = useCapabilities(resource)
  const { run, title } = useArchive({ resource, record })
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [asking, setAsking] = useState(false)
  const copy = async (): Promise<void> => {
    setAnchor(null)
    await navigator.clipboard.writeText(window.location.href)
    notify(text('record.link_copied'), { type: 'info' })
  }
  return (
    <>
      <IconButton aria-label={text('app.more')} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        <MoreHoriz fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => void copy()}>{text('record.copy_link')}</MenuItem>
        {can.print && <MenuItem component="a" href={`${apiUrl()}/${resource}/${record.id}/print`} target="_blank" rel="noreferrer" onClick={() => setAnchor(null)}>
          {text('record.print')}
        </MenuItem>}
        {may.delete && (
          <MenuItem
            onClick={() => {
              setAnchor(null)
              if (record.archived && can.enforces) void run()
              else setAsking(true)
            }}
          >
            {text(!can.enforces ? 'plain.delete' : record.archived ? 'record.restore' : 'record.archive')}
          </MenuItem>
        )}
      </Menu>
      {asking && (
        <ConfirmDialog
          title={text(can.enforces ? 'record.archive_confirm' : 'plain.delete_confirm', { title })}
          hint={text(can.enforces ? 'record.archive_hint' : 'plain.delete_hint')}
          action={text(can.enforces ? 'record.archive' : 'plain.delete')}
          onClose={() => setAsking(false)}
          onConfirm={run}
        />
      )}
    </>
  )
} // prettier-ignore
