import { call, sending } from './http.ts'
import type { SessionOptions, Viewer, ViewerModel } from './wire.ts'

/** Who is signed in, and the model as that person may see it. */
export type Session = {
  /** Loads the model as the viewer may see it; 401 when nobody is signed in. */
  loadModel(): Promise<ViewerModel>
  /** What the sign-in page offers: demo personas, first-run set-up. */
  loadSessionOptions(): Promise<SessionOptions>
  signIn(
    credentials: { readonly login: string; readonly password: string } | { readonly persona: string },
  ): Promise<Viewer>
  signOut(): Promise<unknown>
  /** Creates the first administrator and signs in. */
  setUp(data: { login: string; password: string; code?: string }): Promise<unknown>
  changePassword(data: { current: string; password: string }): Promise<unknown>
  /** Remembers the viewer's language with the account. */
  rememberLocale(locale: 'zh' | 'en'): Promise<unknown>
} // prettier-ignore

const serverSession: Session = {
  loadModel: () => call('/model'),
  loadSessionOptions: () => call('/session/options'),
  signIn: (credentials) => call('/session', sending('POST', credentials)),
  signOut: () => call('/session', { method: 'DELETE' }),
  setUp: (data) => call('/setup', sending('POST', data)),
  changePassword: (data) => call('/session/password', sending('POST', data)),
  rememberLocale: (locale) => call('/session', sending('PATCH', { locale })),
}

let session = serverSession

/** Takes another place for sessions than Charter's own server. */
export const keepSessionIn = (other: Session): void => {
  session = other
}

export const loadModel: Session['loadModel'] = () => session.loadModel()
export const loadSessionOptions: Session['loadSessionOptions'] = () => session.loadSessionOptions()
export const signIn: Session['signIn'] = (credentials) => session.signIn(credentials)
export const signOut: Session['signOut'] = () => session.signOut()
export const setUp: Session['setUp'] = (data) => session.setUp(data)
export const changePassword: Session['changePassword'] = (data) => session.changePassword(data)
export const rememberLocale: Session['rememberLocale'] = (locale) => session.rememberLocale(locale)
