import { readFileSync } from 'node:fs'
import { parseSync } from 'rolldown/experimental'
import type { Plugin } from 'vite'

// Rolldown keeps side-effect-free barrels in chunk reachability (rolldown#8920), so that every component
// of a lazy page lands in the entry chunk. Until that is mended, named imports through the barrels of
// these packages are rewritten to the modules that define them. Every one of them is `sideEffects: false`.
const barrels =
  /node_modules\/(react-admin|ra-[\w-]+|@mui\/(material|system|utils|icons-material)|recharts)\//

type Resolve = (source: string, from: string) => Promise<string | null>
type Place = { readonly file: string; readonly name: string }
type Name = { readonly name?: string; readonly value?: string }
/** The few parts of an ESTree module that matter here. */
type Statement = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly source?: { readonly value: string } | null
  readonly exported?: Name | null
  readonly specifiers?: readonly {
    readonly type: string
    readonly local: Name
    readonly imported?: Name
    readonly exported?: Name
  }[]
  readonly declaration?: {
    readonly id?: Name | null
    readonly declarations?: readonly { readonly id: Name }[]
  } | null
}

const text = (name: Name | undefined): string => name?.name ?? name?.value ?? ''

const parsed = new Map<string, readonly Statement[] | null>()
const statementsOf = (file: string): readonly Statement[] | null => {
  if (!parsed.has(file)) {
    const { program, errors } = parseSync(file, readFileSync(file, 'utf8'))
    parsed.set(file, errors.length ? null : (program.body as unknown as readonly Statement[]))
  }
  return parsed.get(file) ?? null
}

const declares = (statement: Statement, name: string): boolean => {
  const declaration = statement.declaration
  if (!declaration) return false
  const names = declaration.declarations?.map(({ id }) => text(id)) ?? [text(declaration.id ?? {})]
  return names.includes(name)
}

/** Follows one named export through a module's own import, if it only passes it on. */
const followImport = async (
  statements: readonly Statement[],
  local: string,
  file: string,
  resolve: Resolve,
): Promise<{ readonly file: string; readonly name: string } | null> => {
  for (const statement of statements)
    if (statement.type === 'ImportDeclaration' && statement.source)
      for (const specifier of statement.specifiers ?? [])
        if (text(specifier.local) === local && specifier.type !== 'ImportNamespaceSpecifier') {
          const target = await resolve(statement.source.value, file)
          const name = specifier.imported ? text(specifier.imported) : 'default'
          return target ? { file: target, name } : null
        }
  return null
}

/** Finds the module that defines an export; null when the barrel does not have it. */
const findExport = async (
  file: string,
  name: string,
  resolve: Resolve,
  seen = new Set<string>(),
): Promise<Place | null> => {
  const key = `${file} ${name}`
  if (seen.has(key)) return null
  seen.add(key)
  const statements = barrels.test(file) ? statementsOf(file) : null
  if (!statements) return { file, name }
  const stars: string[] = []
  for (const statement of statements) {
    if (statement.type === 'ExportAllDeclaration' && statement.source) {
      if (!statement.exported) stars.push(statement.source.value)
      else if (text(statement.exported) === name) return { file, name }
    }
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') return { file, name }
    if (statement.type !== 'ExportNamedDeclaration') continue
    if (declares(statement, name)) return { file, name }
    const specifier = statement.specifiers?.find((each) => text(each.exported) === name)
    if (!specifier) continue
    const local = text(specifier.local)
    const next = statement.source
      ? await resolve(statement.source.value, file).then((to) => to && { file: to, name: local })
      : await followImport(statements, local, file, resolve)
    const found = next ? await findExport(next.file, next.name, resolve, seen) : null
    return found ?? { file, name }
  }
  for (const star of stars) {
    const target = await resolve(star, file)
    const found = target && (await findExport(target, name, resolve, seen))
    if (found) return found
  }
  return null
}

const isNamedImport = (statement: Statement): boolean =>
  statement.type === 'ImportDeclaration' &&
  (statement.specifiers?.length ?? 0) > 0 &&
  (statement.specifiers ?? []).every(({ type }) => type === 'ImportSpecifier')

/** Rewrites named imports through side-effect-free barrels to the defining modules; build only. */
export const debarrel = (): Plugin => ({
  name: 'debarrel',
  apply: 'build',
  transform: {
    filter: { id: /\.[cm]?[jt]sx?$/ },
    order: 'post',
    async handler(code, id) {
      if (id.includes('node_modules') && !barrels.test(id)) return null
      const resolve: Resolve = async (source, from) => {
        const found = await this.resolve(source, from)
        return found && !found.external && !found.id.startsWith('\0')
          ? (found.id.split('?')[0] ?? null)
          : null
      }
      const body = this.parse(code).body as unknown as readonly Statement[]
      let out = code
      for (const statement of body.toReversed()) {
        if (!isNamedImport(statement) || !statement.source) continue
        const barrel = await resolve(statement.source.value, id)
        if (!barrel || !barrels.test(barrel)) continue
        const lines: string[] = []
        for (const { imported, local } of statement.specifiers ?? []) {
          const name = text(imported)
          const at = (await findExport(barrel, name, resolve)) ?? { file: barrel, name }
          lines.push(`import { ${at.name} as ${text(local)} } from ${JSON.stringify(at.file)};`)
        }
        out = out.slice(0, statement.start) + lines.join('') + out.slice(statement.end)
      }
      return out === code ? null : { code: out, map: null }
    },
  },
})
