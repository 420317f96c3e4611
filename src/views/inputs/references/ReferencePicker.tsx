import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useGetList, useGetMany } from 'ra-core'
import { type Ref, useEffect, useState } from 'react'
import type { Predicate } from '#model/language/definition.ts'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { useTitles } from '../../use-titles.ts'

type Common = {
  readonly resource: string
  readonly label: string
  readonly id?: string
  readonly where?: Predicate
  /** The choices are the few child rows of one record: shown at once, sought among themselves. */
  readonly isOfRecord?: boolean
  readonly required?: boolean
  readonly disabled?: boolean
  readonly error?: string | undefined
  readonly compact?: boolean
  readonly onBlur?: () => void
  readonly inputRef?: Ref<HTMLInputElement>
}
type One = {
  readonly many?: false
  readonly value: string | null
  readonly onChange: (id: string | null, record?: Row) => void
}
type Many = { readonly many: true; readonly value: readonly string[]; readonly onChange: (ids: readonly string[]) => void } // prettier-ignore

const typingPause = 250
const offered = 25

const useTyped = (): [string, string, (typed: string) => void] => {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), typingPause)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, asked, setTyped]
}

const useChoices = (props: Common, asked: string, open: boolean, ids: readonly string[]) => {
  const { index } = useConsole()
  const at = index.resources.get(props.resource)
  // Child rows carry the entity of their record, whose order is not theirs.
  const [field = 'id', order = 'DESC'] = at?.parent
    ? (['position', 'ASC'] as const)
    : (at?.entity.views?.list?.sort ?? [])
  const list = useGetList<Row>(
    props.resource,
    {
      pagination: { page: 1, perPage: offered },
      sort: { field, order },
      filter: { ...props.where, ...(asked && !props.isOfRecord && { q: asked }) },
    },
    { enabled: open },
  )
  const chosen = useGetMany<Row>(props.resource, { ids: [...ids] }, { enabled: ids.length > 0 })
  return { options: list.data ?? [], loading: list.isFetching, chosen: chosen.data ?? [] }
}

/** Chooses one or several records by typing a part of their name, number or pinyin. */
export const ReferencePicker = (props: Common & (One | Many)) => {
  const text = useText()
  const [open, setOpen] = useState(false)
  const [typed, asked, setTyped] = useTyped()
  const ids = props.many ? props.value : props.value ? [props.value] : []
  const { options, loading, chosen } = useChoices(props, asked, open, ids)
  const rows = ids.map((id) => [...chosen, ...options].find((row) => row?.id === id) ?? { id })
  const titleOf = useTitles(props.resource, [...rows, ...options])
  const change = (next: Row | readonly Row[] | null): void => {
    if (props.many) props.onChange(Array.isArray(next) ? next.map(({ id }: Row) => id) : [])
    else if (next === null || 'id' in next) props.onChange(next?.id ?? null, next ?? undefined)
  }
  return (
    <Autocomplete<Row, boolean>
      id={props.id}
      multiple={props.many === true}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      onBlur={props.onBlur}
      disabled={props.disabled}
      fullWidth
      size="small"
      value={props.many ? rows : (rows[0] ?? null)}
      inputValue={open || props.many ? typed : rows[0] ? titleOf(rows[0]) : ''}
      onInputChange={(_, next, reason) => reason !== 'reset' && setTyped(next)}
      onChange={(_, next) => {
        setTyped('')
        change(next)
      }}
      options={[...options]}
      {...(!props.isOfRecord && { filterOptions: (all) => all })}
      loading={loading}
      loadingText={text('palette.searching')}
      noOptionsText={text('form.no_options')}
      getOptionKey={(row) => row.id}
      getOptionLabel={titleOf}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      openText={text('app.open')}
      closeText={text('app.close')}
      clearText={text('app.clear')}
      renderInput={(params) => (
        <TextField
          {...params}
          label={props.compact ? undefined : props.label}
          required={props.required}
          error={Boolean(props.error)}
          inputRef={props.inputRef}
          helperText={props.error}
          placeholder={open ? text('form.search') : undefined}
          slotProps={{ htmlInput: { ...params.inputProps, ...(props.compact && { 'aria-label': props.label }) } }}
        />
      )}
    />
  )
} // prettier-ignore
