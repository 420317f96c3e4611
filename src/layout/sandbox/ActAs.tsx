import TextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actAs, findPeople } from '../../data/sandbox.ts'
import { loadSessionOptions, signIn } from '../../data/session.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { openAnew, type SandboxWork } from './use-work.ts'
import { useWords } from './panel-words.ts'

type Choice = {
  readonly key: string
  readonly name: string
  readonly more: string
  readonly isMe: boolean
  readonly take: () => Promise<unknown>
}

/** Roles first, each by the person who has it; of everybody else those whose name is typed. */
const useChoices = (typed: string): readonly Choice[] | undefined => {
  const label = useLabel()
  const { index, viewer } = useConsole()
  const options = useQuery({ queryKey: ['sandbox', 'roles'], queryFn: loadSessionOptions })
  const people = useQuery({ queryKey: ['sandbox', 'people', typed], queryFn: () => findPeople(typed), placeholderData: (before) => before }) // prettier-ignore
  if (!options.data || !people.data) return undefined
  const roles = options.data.personas
    .filter(({ role, name }) => `${role.zh}${role.en}${name}`.toLowerCase().includes(typed.toLowerCase()))
    .map(({ persona, role, name, department }): Choice => ({
      key: `role-${persona}`,
      name: label(role),
      more: [name, department].filter(Boolean).join(' · '),
      isMe: viewer.name === name && viewer.roles.includes(persona),
      take: () => signIn({ persona }),
    })) // prettier-ignore
  const labelOf = (key: string) => label(index.model.roles.find((role) => role.key === key)?.label) || key // prettier-ignore
  const others = people.data.map(({ employee, name, department, roles: keys }): Choice => ({
    key: employee,
    name,
    more: [department, ...keys.map(labelOf)].filter(Boolean).join(' · '),
    isMe: viewer.employee === employee,
    take: () => actAs(employee),
  }))
  return typed === '' ? roles : [...roles, ...others]
}

/** Becomes somebody else: a role, or any person of the company. */
export const ActAs = ({ work }: { readonly work: SandboxWork }) => {
  const words = useWords()
  const [typed, setTyped] = useState('')
  const choices = useChoices(typed.trim())
  return (
    <section aria-label={words('who')}>
      <h3>{words('who')}</h3>
      <TextField
        size="small"
        fullWidth
        placeholder={words('who_search')}
        slotProps={{ htmlInput: { 'aria-label': words('who_search'), type: 'search' } }}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="sandbox-people">
        {choices?.map(({ key, name, more, isMe, take }) => (
          <li key={key}>
            <button
              type="button"
              className="plain"
              disabled={work.busy}
              aria-current={isMe || undefined}
              onClick={() => void work.run(async () => take().then(openAnew))}
            >
              <b>{name}</b>
              <span className="sub">{isMe ? `${more} · ${words('you')}` : more}</span>
            </button>
          </li>
        ))}
        {choices?.length === 0 && <li className="quiet">{words('nobody')}</li>}
      </ul>
    </section>
  )
}
