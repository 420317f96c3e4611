import type { I18nProvider, TranslationMessages } from 'ra-core'
import polyglot from 'ra-i18n-polyglot'
import type { ModelIndex } from '#model/language/resources.ts'
import { reactAdminZh } from './react-admin-zh.ts'
import { zh } from './zh.ts'
import type { Locale } from './use-text.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Derives react-admin's `resources.*` names from the labels of the model. */
export const resourceMessages = (index: ModelIndex | null, locale: Locale): Tree => {
  const resources: Record<string, Tree> = {}
  for (const resource of index?.resources.values() ?? []) {
    const fields = Object.entries(resource.fields).map(([name, field]) => [
      name,
      field.label[locale],
    ])
    resources[resource.name] = {
      name: resource.label[locale],
      fields: Object.fromEntries(fields),
    }
  }
  return resources
}

const load = async (locale: Locale, index: ModelIndex | null): Promise<TranslationMessages> => {
  if (locale === 'zh') return chinese(index)
  const [{ default: reactAdminEn }, { en }] = await Promise.all([
    import('ra-language-english'),
    import('./en.ts'),
  ])
  return { ...reactAdminEn, charter: en, resources: resourceMessages(index, locale) }
}

const chinese = (index: ModelIndex | null): TranslationMessages => ({
  ...reactAdminZh,
  charter: zh,
  resources: resourceMessages(index, 'zh'),
})

/** Chinese at once, English on demand; labels of resources and fields come from the model. */
export const createI18nProvider = async (
  index: ModelIndex | null,
  locale: Locale,
): Promise<I18nProvider> => {
  const first = await load(locale, index)
  return polyglot(
    (wanted) => (wanted === locale ? first : load(wanted === 'en' ? 'en' : 'zh', index)),
    locale,
    [
      { locale: 'zh', name: '中文' },
      { locale: 'en', name: 'English' },
    ],
    { allowMissing: false },
  )
}
