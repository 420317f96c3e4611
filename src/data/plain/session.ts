import { carriedOut, enforcements } from '#model/language/enforcement.ts'
import { cutModel } from '#model/language/cut.ts'
import type { Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { initialState } from '#model/language/workflow.ts'
import type { DataProvider } from 'ra-core'
import type { Session } from '../session.ts'
import type { Persona, Viewer } from '../wire.ts'

/** Where the browser remembers as whom one looks at a plain backend. */
const storageKey = 'charter.viewer'

type Employee = {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly department_id: string | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const employeesOf = async (base: DataProvider, model: Model): Promise<readonly Employee[]> => {
  const entity = model.entities.find(({ name }) => name === 'employees')
  if (!entity) return []
  const state = initialState(entity)
  const { data } = await base.getList('employees', {
    pagination: { page: 1, perPage: 1000 },
    sort: { field: 'id', order: 'ASC' },
    filter: {},
  })
  const here = data.filter(
    (row) => state === null || row.state === undefined || row.state === state,
  )
  return here.map((row) => ({
    id: String(row.id),
    name: text(row.name),
    roles: Array.isArray(row.roles) ? row.roles.map(String) : [],
    department_id: row.department_id == null ? null : String(row.department_id),
  }))
}

const personasOf = (model: Model, employees: readonly Employee[]): readonly (Persona & { readonly employee: Employee | null })[] => {
  const sorted = employees.toSorted((a, b) => a.roles.length - b.roles.length)
  return model.roles.map((role) => {
    const employee = sorted.find(({ roles }) => roles.includes(role.key)) ?? null
    return { persona: role.key, role: role.label, name: employee?.name ?? '', employee }
  })
} // prettier-ignore

const readViewer = (): Viewer | null => {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return known as Viewer | null // written below
  } catch {
    return null
  }
}

const refuse = (message: string): Promise<never> => Promise.reject(new Error(message))

/**
 * Who looks at a backend that knows no people: one picks a role of the model, and the console shows what that role
 * may see and do. Nothing of it is enforced.
 */
export const createPlainSession = (
  base: DataProvider,
  loadWhole: () => Promise<Model>,
  company: string | null,
): Session => ({
  loadModel: async () => {
    const model = await loadWhole()
    const viewer = readViewer()
    if (!viewer) return refuse('charter.error.start')
    return { ...cutModel(indexModel(model), viewer), viewer, company: company ?? model.name, demo: true, enforced: carriedOut(enforcements(model)) } // prettier-ignore
  },
  loadSessionOptions: async () => {
    const model = await loadWhole()
    const people = readViewer() ? [] : personasOf(model, await employeesOf(base, model))
    const personas = people.map(({ employee: _employee, ...persona }) => persona)
    return { signed_in: readViewer() !== null, demo: true, setup: false, passwords: false, company: company ?? model.name, personas } // prettier-ignore
  },
  signIn: async (credentials) => {
    if (!('persona' in credentials)) return refuse('charter.plain.no_passwords')
    const model = await loadWhole()
    const found = personasOf(model, await employeesOf(base, model)).find(({ persona }) => persona === credentials.persona) // prettier-ignore
    if (!found) return refuse('charter.plain.no_passwords')
    const { employee } = found
    const department = employee?.department_id ?? null
    const viewer: Viewer = {
      account: null,
      employee: employee?.id ?? null,
      name: employee?.name ?? found.role.zh,
      roles: employee?.roles ?? [found.persona],
      departments: department === null ? [] : [department],
      department,
      locale: readViewer()?.locale ?? 'zh',
    }
    localStorage.setItem(storageKey, JSON.stringify(viewer))
    return viewer
  },
  signOut: () => {
    localStorage.removeItem(storageKey)
    return Promise.resolve({})
  },
  rememberLocale: (locale) => {
    const viewer = readViewer()
    if (viewer) localStorage.setItem(storageKey, JSON.stringify({ ...viewer, locale }))
    return Promise.resolve({})
  },
  setUp: () => refuse('charter.plain.no_passwords'),
  changePassword: () => refuse('charter.plain.no_passwords'),
})
