import type { AuthProvider } from 'ra-core'
import { accessTest, mayCreate, mayExport, type Verb } from '#model/language/access.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { signOut } from './session.ts'
import type { Viewer } from './wire.ts'

const verbs: Readonly<Record<string, Verb>> = {
  list: 'read',
  show: 'read',
  edit: 'update',
  delete: 'archive',
}

/** Tells whether a viewer may do an action on some row of a resource; the server decides on each row. */
export const mayDo = (index: ModelIndex, viewer: Viewer, action: string, resource: string): boolean => {
  if (action === 'create') return mayCreate(index, resource, viewer)
  if (action === 'export') return mayExport(index, resource, viewer)
  return accessTest(index, resource, viewer, verbs[action] ?? 'read') !== false
} // prettier-ignore

/** Signs out when the session has ended; permissions come from the model's access table. */
export const createAuthProvider = (
  index: ModelIndex,
  viewer: Viewer,
  onSignedOut: (expired: boolean) => void,
): AuthProvider => ({
  login: () => Promise.resolve(),
  logout: async (params?: { expired?: boolean }) => {
    if (!params?.expired) await signOut().catch(() => undefined)
    onSignedOut(params?.expired === true)
    return false
  },
  checkAuth: () => Promise.resolve(),
  checkError: (error: { status?: number }) => {
    if (error.status !== 401) return Promise.resolve()
    onSignedOut(true)
    return Promise.resolve()
  },
  getIdentity: () =>
    Promise.resolve({ id: viewer.employee ?? viewer.account ?? '', fullName: viewer.name }),
  getPermissions: () => Promise.resolve(viewer.roles),
  canAccess: ({ action, resource }) => Promise.resolve(mayDo(index, viewer, action, resource)),
})
