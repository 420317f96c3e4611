import type { Label } from './definition.ts'
import { resolvePath, type ModelIndex } from './resources.ts'
import { isUuid } from './validate-messages.ts'

/** Paths that a title template reads. */
export const titlePaths = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => path)

/**
 * Fills a template with texts. Places without a value leave nothing; what then stands alone between them -
 * spaces, brackets, separators - goes too.
 *
 * @example renderTitle('{code} ({note}) {name}', (path) => ({ code: 'A1', name: 'Bolt' })[path]) // 'A1 Bolt'
 */
export const renderTitle = (template: string, get: (path: string) => unknown): string =>
  template
    .replace(/\{([^{}]+)\}/g, (_, path: string) => plainText(get(path)))
    .replace(/\(\s*\)|（\s*）|\[\s*\]/g, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s\-–—·:/,，、]+|[\s\-–—·:/,，、]+$/g, '')

/**
 * Gives the title of a record as its entity words it; choices by their labels, a record without any of its
 * texts by the start of its id.
 */
export const recordTitle = (
  index: ModelIndex,
  resource: string,
  get: (path: string) => unknown,
  locale: keyof Label,
): string => {
  const at = index.resources.get(resource)
  const template = (at?.parent ? at.parent.lines.title : at?.entity.title) ?? '{id}'
  const title = renderTitle(template, (path) => {
    const value = get(path)
    const field = resolvePath(index, resource, path)?.field
    const option =
      field?.type === 'enum' && typeof value === 'string' ? field.options[value] : undefined
    return option ? option[locale] : value
  })
  return title === '' ? plainText(get('id')) : title
}

const plainText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(plainText).filter(Boolean).join(', ')
  if (typeof value === 'object') return ''
  return isUuid(value) ? value.slice(-8) : String(value)
}
