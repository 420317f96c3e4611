import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useDataProvider, useListContext } from 'ra-core'
import { useState } from 'react'
import type { AppDataProvider } from '../../data/provider.ts'
import { useText } from '../../i18n/use-text.ts'

const formats = ['xlsx', 'csv'] as const

/** Downloads every row of the filter in force, not the page. */
export const ExportMenu = () => {
  const text = useText()
  const provider = useDataProvider<AppDataProvider>()
  const { resource, filterValues, sort } = useListContext()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const hrefs = (format: 'csv' | 'xlsx'): string =>
    provider.exportUrl(resource, {
      format,
      filter: filterValues,
      ...(sort && { sort: [sort.field, sort.order] as const }),
    })
  return (
    <>
      <Button aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        {text('list.export')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {anchor &&
          formats.map((format) => (
            <MenuItem key={format} component="a" href={hrefs(format)} download onClick={() => setAnchor(null)}>
              {text(format === 'xlsx' ? 'list.export_xlsx' : 'list.export_csv')}
            </MenuItem>
          ))}
      </Menu>
    </>
  )
} // prettier-ignore
