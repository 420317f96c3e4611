import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { type FormEvent, useEffect, useState } from 'react'
import { problemOf } from '../../data/problem.ts'
import { loadSessionOptions, setUp, signIn } from '../../data/session.ts'
import type { Persona } from '../../data/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { LanguageSwitch, ModeSwitch } from '../bar/Switches.tsx'

type Enter = (how: () => Promise<unknown>) => Promise<void>

const useEnter = (onSignedIn: () => void) => {
  const translate = useTranslate()
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState(false)
  const enter: Enter = async (how) => {
    setBusy(true)
    setMessage('')
    try {
      await how()
      onSignedIn()
    } catch (error) {
      const problem = problemOf(error)
      const first = Object.values(problem.errors)[0] ?? problem.message
      setMessage(translate(first, { _: first }))
      setBusy(false)
    }
  }
  return { enter, message, busy }
}

const Personas = (props: { readonly personas: readonly Persona[]; readonly enter: Enter }) => {
  const text = useText()
  const label = useLabel()
  return (
    <section className="grid" aria-label={text('sign_in.personas')}>
      <p className="sub">
        {text('sign_in.personas')} · {text('sign_in.personas_hint')}
      </p>
      <div className="personas">
        {props.personas.map(({ persona, role, name, department }) => (
          <button key={persona} type="button" className="persona" onClick={() => void props.enter(() => signIn({ persona }))}>
            {label(role)}
            <span>{[name, department].filter(Boolean).join(' · ')}</span>
          </button>
        ))}
      </div>
    </section>
  )
} // prettier-ignore

const read = (form: FormData, name: string): string => String(form.get(name) ?? '')

const Credentials = (props: { readonly setup: boolean; readonly busy: boolean; readonly message: string; readonly enter: Enter }) => {
  const text = useText()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const login = read(form, 'login')
    const password = read(form, 'password')
    const code = read(form, 'code')
    void props.enter(async () => {
      if (props.setup) await setUp({ login, password, ...(code && { code }) })
      await signIn({ login, password })
    })
  }
  return (
    <form className="grid" onSubmit={submit}>
      {props.message && (
        <p className="notice bad" role="alert">
          {props.message}
        </p>
      )}
      <TextField name="login" label={text('sign_in.login')} required autoFocus autoComplete="username" />
      <TextField name="password" type="password" label={text('sign_in.password')} required autoComplete={props.setup ? 'new-password' : 'current-password'} />
      {props.setup && <TextField name="code" label={text('sign_in.setup_token')} autoComplete="off" />}
      <Button type="submit" variant="contained" color="primary" disabled={props.busy}>
        {text(props.setup ? 'sign_in.setup_submit' : 'sign_in.submit')}
      </Button>
    </form>
  )
} // prettier-ignore

/** Sign-in by password, or as a person of the sample company; the first administrator is set up here too. */
export const SignIn = (props: { readonly expired: boolean; readonly onSignedIn: () => void }) => {
  const text = useText()
  const { data: options } = useQuery({ queryKey: ['session', 'options'], queryFn: loadSessionOptions })
  const { enter, message, busy } = useEnter(props.onSignedIn)
  // A demonstration is entered as one of its people.
  const isSetup = options !== undefined && options.setup && options.personas.length === 0
  const company = options?.company ?? text('app.name')
  useEffect(() => {
    document.title = `${text('sign_in.title')} · ${company}`
  }, [text, company])
  return (
    <div className="welcome">
      <div className="welcome-side" aria-hidden>
        <b>{company}</b>
        <p>{text('sign_in.lead')}</p>
        {/* A company that has no name of its own yet is named once. */}
        <span>{company !== text('app.name') && text('app.name')}</span>
      </div>
      <main className="welcome-form">
        <div className="who">
          <LanguageSwitch />
          <ModeSwitch />
        </div>
        <h1 style={{ font: '600 20px/28px var(--font)' }}>
          {isSetup ? text('sign_in.setup') : text('sign_in.welcome', { company })}
        </h1>
        {isSetup && <p className="sub">{text('sign_in.setup_hint')}</p>}
        {props.expired && <p className="notice">{text('sign_in.expired')}</p>}
        {options?.passwords !== false && <Credentials setup={isSetup} busy={busy} message={message} enter={enter} />}
        {options?.passwords === false && message && <p className="notice bad" role="alert">{message}</p>}
        {options && options.personas.length > 0 && <Personas personas={options.personas} enter={enter} />}
      </main>
    </div>
  )
} // prettier-ignore
