import type { ModelIndex } from '#model/language/resources.ts'
import { mayDo } from '../../data/auth-provider.ts'
import type { Viewer } from '../../data/wire.ts'
import type { Locale, Text } from '../../i18n/use-text.ts'
import { filterOf } from '../../views/list/presets/preset.ts'
import type { TextKey } from '../../i18n/messages.ts'

/** Something the palette can open. */
export type PaletteEntry = {
  readonly key: string
  readonly group: Extract<TextKey, `palette.${string}`>
  readonly title: string
  readonly detail?: string
  readonly to: string
  /** Further words by which it is found. */
  readonly words: string
}

const listAddress = (resource: string, filter: unknown): string =>
  `/${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`

/** Lists every page, view and action of the model that the viewer may use. */
export const paletteEntries = (index: ModelIndex, viewer: Viewer, locale: Locale, text: Text): readonly PaletteEntry[] => {
  const { entities, dashboards } = index.model
  const pages = entities.map(({ name, label }) => ({
    key: `page ${name}`, group: 'palette.pages' as const, title: label[locale], to: `/${name}`, words: `${label.zh} ${label.en} ${name}`,
  }))
  const boards = dashboards.map(({ name, label }) => ({
    key: `board ${name}`, group: 'palette.pages' as const, title: label[locale], detail: text('nav.dashboards'), to: `/dashboards/${name}`, words: `${label.zh} ${label.en} ${name}`,
  }))
  const views = entities.flatMap(({ name, label, views: v }) =>
    Object.entries(v?.list?.presets ?? {}).map(([key, preset]) => ({
      key: `view ${name} ${key}`, group: 'palette.views' as const, title: preset.label[locale], detail: label[locale], to: listAddress(name, filterOf(preset)), words: `${preset.label.zh} ${preset.label.en} ${label.zh} ${label.en}`,
    })),
  )
  const created = entities.filter(({ name }) => mayDo(index, viewer, 'create', name))
  const actions = created.map(({ name, label }) => ({
      key: `create ${name}`, group: 'palette.actions' as const, title: text('palette.create', { name: label[locale] }), to: `/${name}/create`, words: `${label.zh} ${label.en} ${name} new create 新建`,
    }))
  const imports = viewer.account === null ? [] : created.map(({ name, label }) => ({
    key: `import ${name}`, group: 'palette.actions' as const, title: text('palette.import', { name: label[locale] }), to: `/import/${name}`, words: `${label.zh} ${label.en} ${name} import excel csv 导入`,
  }))
  const handbook = { key: 'page handbook', group: 'palette.pages' as const, title: text('handbook.title'), to: '/handbook', words: 'handbook policy 制度 手册 zhidu shouce' }
  return [...pages, ...boards, handbook, ...views, ...actions, ...imports]
} // prettier-ignore

/** Finds the entries that contain every typed word; a title that starts with it comes first. */
export const findEntries = (entries: readonly PaletteEntry[], typed: string, limit: number): readonly PaletteEntry[] => {
  const terms = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = ({ title }: PaletteEntry): number => (title.toLowerCase().startsWith(terms[0] ?? '') ? 0 : 1)
  return entries
    .filter(({ title, words }) => terms.every((term) => `${title} ${words}`.toLowerCase().includes(term)))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, limit)
} // prettier-ignore
