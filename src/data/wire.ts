import type { Model } from '#model/language/definition.ts'

/** The person who is signed in. */
export type Viewer = {
  readonly account: string | null
  readonly employee: string | null
  readonly name: string
  readonly roles: readonly string[]
  readonly departments: readonly string[]
  readonly department?: string | null
  readonly locale: 'zh' | 'en'
  readonly must_change?: boolean
}

/** Answer of `GET /api/model`: the model cut to the viewer, and where it runs. */
export type ViewerModel = Model & {
  readonly viewer: Viewer
  readonly zone?: string
  readonly company?: string
  readonly demo?: boolean
  /** Of a demonstration: days by which its clock was moved, and whether anything is set to go wrong. */
  readonly sandbox?: { readonly days: number; readonly faults: boolean }
  /** Clauses that something of the whole model carries out, seen by the viewer or not. */
  readonly enforced?: readonly string[]
}

export type Comment = {
  readonly id: string
  readonly at: string
  readonly by: string | null
  readonly by_name: string | null
  readonly body: string
}

export type Attachment = {
  readonly id: string
  readonly name: string
  readonly size?: number
  readonly type?: string
}

export type Account = {
  readonly id: string
  readonly login: string
  readonly employee_id: string | null
  readonly employee_name: string | null
  readonly roles: readonly string[]
  readonly disabled: boolean
  readonly must_change: boolean
  readonly last_sign_in_at: string | null
}

export type Persona = {
  readonly persona: string
  readonly role: { readonly zh: string; readonly en: string }
  readonly name: string
  readonly department?: string | null
}

/** What the sign-in page may know before anybody is signed in. */
export type SessionOptions = {
  /** Whether the browser already holds a session. */
  readonly signed_in: boolean
  readonly demo: boolean
  readonly setup: boolean
  readonly company: string
  /** Absent = people sign in by password too. */
  readonly passwords?: false
  readonly personas: readonly Persona[]
}
