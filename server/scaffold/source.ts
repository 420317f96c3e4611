import type { Entity } from '#model/language/definition.ts'

/** Name of the constant that holds an entity: `warranty_claims` -> `warrantyClaims`. */
export const constantOf = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

const isData = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isIdentifier = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

/** A text as TypeScript writes it; the formatter chooses the quotes. */
const literal = (text: string): string => JSON.stringify(text)

const member = ([key, value]: readonly [string, unknown]): string =>
  `${isIdentifier(key) ? key : literal(key)}: ${sourceOf(value)}`

/** Writes a value of a definition; a label is written with `words`, whatever else stands beside it. */
const sourceOf = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(', ')}]`
  if (!isData(value)) return JSON.stringify(value)
  const { zh, en, ...rest } = value
  if (typeof zh !== 'string' || typeof en !== 'string')
    return `{ ${Object.entries(value).map(member).join(', ')} }`
  const words = `words(${literal(zh)}, ${literal(en)})`
  const others = Object.entries(rest).map(member)
  return others.length === 0 ? words : `{ ...${words}, ${others.join(', ')} }`
}

const importLine = (constant: string, path: string): string =>
  `import { ${constant} } from '${path}'`

/** Writes the file of a definition, before the formatter. */
export const entitySource = (entity: Entity): string => `${importLine('entity', '../../language/definition.ts')}
${importLine('words', '../../words.ts')}

/** ${entity.label.en}: say here what a row stands for. */
export const ${constantOf(entity.name)} = entity(${sourceOf(entity)})
` // prettier-ignore

const importPath = (line: string): string | null => /from '(\.\/entities\/[^']+)'/.exec(line)?.[1] ?? null // prettier-ignore

const withImport = (lines: readonly string[], { name, module }: Entity): readonly string[] => {
  const path = `./entities/${module}/${name}.ts`
  const made = importLine(constantOf(name), path)
  const after = lines.findLastIndex((line) => {
    const known = importPath(line)
    return known !== null && known < path
  })
  const first = lines.findIndex((line) => importPath(line) !== null)
  return lines.toSpliced(after < 0 ? first : after + 1, 0, made)
}

/** Finds the line of the list before which an entity of this module stands. */
const placeIn = (lines: readonly string[], entity: Entity, entities: readonly Entity[], order: readonly string[]): number => {
  const start = lines.findIndex((line) => line.startsWith('const entities'))
  const end = lines.indexOf(']', start)
  const rank = (module: string) => order.indexOf(module)
  const last = entities.findLast(({ module }) => rank(module) <= rank(entity.module))
  if (last === undefined) return start + 1
  const at = lines.indexOf(`  ${constantOf(last.name)},`, start)
  return at > start && at < end ? at + 1 : end
} // prettier-ignore

/**
 * Adds an entity to the text of `src/model/index.ts`: its import and its line in the list, after the others of its
 * module.
 */
export const indexWith = (
  text: string,
  entity: Entity,
  entities: readonly Entity[],
  order: readonly string[],
): string => {
  const lines = withImport(text.split('\n'), entity)
  const place = placeIn(lines, entity, entities, order)
  return lines.toSpliced(place, 0, `  ${constantOf(entity.name)},`).join('\n')
}
