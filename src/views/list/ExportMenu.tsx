import { useDataProvider } from 'ra-core'
import { useState } from 'react'
import type { AppDataProvider } from '../../data/provider.ts'
import { useText } from '../../i18n/use-text.ts'
import { useList } from './list-context.ts'
import { Menu, MenuItem } from '../Overlay.tsx'

const formats = ['xlsx', 'csv'] as const

/** Has the browser save what an address answers, as a click on a link to it does. */
const saveFrom = (address: string): void => {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}

/** Downloads every row of the filter in force, not the page. */
export const ExportMenu = () => {
  const text = useText()
  const provider = useDataProvider<AppDataProvider>()
  const { resource, filterValues, sort } = useList()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const download = async (format: 'csv' | 'xlsx'): Promise<void> => {
    setAnchor(null)
    const order = sort && { sort: [sort.field, sort.order] as const }
    saveFrom(await provider.exportUrl(resource, { format, filter: filterValues, ...order }))
  }
  return (
    <>
      <button type="button" className="btn" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        {text('list.export')}
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {anchor &&
          formats.map((format) => (
            <MenuItem key={format} onClick={() => void download(format)}>
              {text(format === 'xlsx' ? 'list.export_xlsx' : 'list.export_csv')}
            </MenuItem>
          ))}
      </Menu>
    </>
  )
} // prettier-ignore
