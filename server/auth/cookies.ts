import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const plainName = 'charter_session'
const hostName = '__Host-charter_session'

const isSecure = (publicUrl: string | null): boolean => publicUrl?.startsWith('https:') ?? false

/** Writes the session cookie: `__Host-` and Secure when people come by https, else HttpOnly and SameSite only. */
export const writeCookie = (
  http: Context,
  publicUrl: string | null,
  secret: string,
  days: number,
): void => {
  const secure = isSecure(publicUrl)
  setCookie(http, secure ? hostName : plainName, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: days * 24 * 3600,
  })
}

/** Reads the secret of the session cookie. */
export const readCookie = (http: Context, publicUrl: string | null): string | null =>
  getCookie(http, isSecure(publicUrl) ? hostName : plainName) ?? null

/** Tells the browser to forget the session cookie. */
export const clearCookie = (http: Context, publicUrl: string | null): void => {
  const secure = isSecure(publicUrl)
  deleteCookie(http, secure ? hostName : plainName, { path: '/', secure })
}
