import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve('.')
const sourceFolders = ['src', 'server', 'mock-api', 'tests']
const isSource = (file: string) => /\.(ts|tsx)$/.test(file)

const filesBelow = (folder: string): readonly string[] => {
  try {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((file) => isSource(file) && statSync(file).isFile())
  } catch {
    return []
  }
}
const files = sourceFolders.flatMap(filesBelow)

const specifiers = (file: string): readonly string[] => {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)'([^']+)'/g)
  return [...found].map((match) => match[1] ?? '')
}

/** Project file that an import names, or undefined for a package. */
const target = (file: string, specifier: string): string | undefined => {
  if (specifier.startsWith('#model/')) return specifier.replace('#model/', 'src/model/')
  if (!specifier.startsWith('.')) return undefined
  return path.normalize(path.join(path.dirname(file), specifier))
}

const below = (folder: string) => (file: string) => file.startsWith(`${folder}/`)
const model = below('src/model')
const language = below('src/model/language')
const server = below('server')
const mockApi = below('mock-api')
const command = below('server/commands')
const console_ = (file: string) => file.startsWith('src/') && !model(file)

type Arrow = {
  readonly from: (file: string) => boolean
  readonly may: (to: string, from: string) => boolean
  readonly why: string
}
const arrows: readonly Arrow[] = [
  { from: model, may: model, why: 'the model imports only itself' },
  { from: language, may: language, why: 'the language knows no definition' },
  {
    from: server,
    may: (to, from) => server(to) || model(to) || (mockApi(to) && command(from)),
    why: 'the server imports the model; only its commands reach the sample company',
  },
  {
    from: mockApi,
    may: (to) => mockApi(to) || model(to) || server(to),
    why: 'the mock API imports the model and the server',
  },
  {
    from: console_,
    may: (to, from) =>
      console_(to) || language(to) || (from === 'src/main.tsx' && to === 'mock-api/browser.ts'),
    why: 'the console imports the language, never definitions, server or mock API',
  },
]

const imports = files.flatMap((file) =>
  specifiers(file).flatMap((specifier) => {
    const to = target(file, specifier)
    return to === undefined ? [] : [{ file, specifier, to }]
  }),
)

describe('the arrows', () => {
  test.each(arrows)('$why', ({ from, may }) => {
    const wrong = imports
      .filter(({ file, to }) => from(file) && !may(to, file))
      .map(({ file, to }) => `${file} -> ${to}`)
    expect(wrong).toEqual([])
  })

  test('only the server, its commands and the mock API reach Node or a database driver', () => {
    const isNode = (specifier: string) => /^(node:|pg$|kysely|@electric-sql)/.test(specifier)
    const wrong = files.filter(below('src')).flatMap((file) =>
      specifiers(file)
        .filter(isNode)
        .map((s) => `${file} -> ${s}`),
    )
    expect(wrong).toEqual([])
  })

  test('the application is Request to Response: no Node module in it', () => {
    const inApp = files.filter(
      (file) => file === 'server/app.ts' || file.startsWith('server/routes/'),
    )
    const wrong = inApp.flatMap((file) =>
      specifiers(file)
        .filter((s) => s.startsWith('node:'))
        .map((s) => `${file} -> ${s}`),
    )
    expect(wrong).toEqual([])
  })

  test('every import of a project file names its extension', () => {
    const wrong = imports
      .filter(({ to }) => !/\.(ts|tsx|css|json)(\?.*)?$/.test(to))
      .map(({ file, specifier }) => `${file} -> ${specifier}`)
    expect(wrong).toEqual([])
  })
})

describe('the sources', () => {
  test('no file grows past 400 lines', () => {
    const long = files
      .filter((file) => !file.startsWith('tests/'))
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)
    expect(long).toEqual([])
  })

  test('no any, no ignored types, no forgotten focus', () => {
    const forbidden =
      /\bas any\b|: any\b|<any>|@ts-ignore|@ts-nocheck|\b(?:test|describe|it)\.only\(/
    const wrong = files
      .filter((file) => file !== 'tests/architecture.test.ts')
      .filter((file) => forbidden.test(readFileSync(file, 'utf8')))
    expect(wrong).toEqual([])
  })

  test('the top level is what the layout says', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
    )
    const allowed = new Set([
      'src',
      'server',
      'mock-api',
      'public',
      'tests',
      'docs',
      'node_modules',
      'dist',
      'dist-demo',
      'data',
    ])
    expect(folders.map((entry) => entry.name).filter((name) => !allowed.has(name))).toEqual([])
  })
})
