import { useLocale, useTranslate } from 'ra-core'
import { useCallback } from 'react'
import type { Label } from '#model/language/definition.ts'
import type { TextKey } from './messages.ts'

export type Locale = 'zh' | 'en'
export type TextOptions = Readonly<Record<string, string | number | undefined>>
export type Text = (key: TextKey, options?: TextOptions) => string

/** Gives the console's texts in the viewer's language; a key that does not exist does not compile. */
export const useText = (): Text => {
  const translate = useTranslate()
  return useCallback((key, options) => translate(`charter.${key}`, options), [translate])
}

/** Current language of the console. */
export const useLanguage = (): Locale => (useLocale() === 'en' ? 'en' : 'zh')

/** Picks the viewer's language out of a label of the model. */
export const useLabel = (): ((label: Label | undefined) => string) => {
  const language = useLanguage()
  return useCallback((label) => label?.[language] ?? '', [language])
}
