import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** Keeps the secret of a session on the caller's side, and reads it from what the caller sends. */
export interface SessionCarrier {
  read(http: Context): string | null
  write(http: Context, secret: string, days: number): void
  clear(http: Context): void
}

const plainName = 'charter_session'
const hostName = '__Host-charter_session'

/** Carries sessions by cookie: `__Host-` and Secure when people come by https, else HttpOnly and SameSite only. */
export const cookieCarrier = (publicUrl: string | null): SessionCarrier => {
  const secure = publicUrl?.startsWith('https:') ?? false
  const name = secure ? hostName : plainName
  return {
    read: (http) => getCookie(http, name) ?? null,
    write: (http, secret, days) =>
      setCookie(http, name, secret, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        maxAge: days * 24 * 3600,
      }),
    clear: (http) => {
      deleteCookie(http, name, { path: '/', secure })
    },
  }
}
