import { call, sending } from './http.ts'
import type { SessionOptions, Viewer, ViewerModel } from './wire.ts'

/** Loads the model as the viewer may see it; 401 when nobody is signed in. */
export const loadModel = (): Promise<ViewerModel> => call('/model')

/** What the sign-in page offers: demo personas, first-run set-up. */
export const loadSessionOptions = (): Promise<SessionOptions> => call('/session/options')

export const signIn = (
  credentials: { login: string; password: string } | { persona: string },
): Promise<Viewer> => call('/session', sending('POST', credentials))

/** Creates the first administrator and signs in. */
export const setUp = (data: { login: string; password: string; code?: string }): Promise<unknown> =>
  call('/setup', sending('POST', data))

export const signOut = (): Promise<unknown> => call('/session', { method: 'DELETE' })

export const changePassword = (data: { current: string; password: string }): Promise<unknown> =>
  call('/session/password', sending('POST', data))

/** Remembers the viewer's language with the account. */
export const rememberLocale = (locale: 'zh' | 'en'): Promise<unknown> =>
  call('/session', sending('PATCH', { locale }))
