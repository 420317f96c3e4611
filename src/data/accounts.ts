import { call, sending } from './http.ts'
import type { Account } from './wire.ts'

export type AccountInput = {
  readonly login?: string
  readonly employee_id?: string | null
  readonly roles?: readonly string[]
  readonly disabled?: boolean
  readonly password?: string
}

/** Accounts, for the administrator. */
export const accounts = {
  list: (): Promise<readonly Account[]> => call('/accounts'),
  create: (data: AccountInput): Promise<Account> => call('/accounts', sending('POST', data)),
  update: (id: string, data: AccountInput): Promise<Account> =>
    call(`/accounts/${id}`, sending('PATCH', data)),
  resetPassword: (id: string, password: string): Promise<unknown> =>
    call(`/accounts/${id}/password`, sending('POST', { password })),
  signOutEverywhere: (id: string): Promise<unknown> =>
    call(`/accounts/${id}/sessions`, { method: 'DELETE' }),
}
