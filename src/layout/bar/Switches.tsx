import DarkMode from '@mui/icons-material/DarkModeOutlined'
import LightMode from '@mui/icons-material/LightModeOutlined'
import { useQueryClient } from '@tanstack/react-query'
import { useSetLocale } from 'ra-core'
import { speak } from '../../data/http.ts'
import type { Locale } from '../../i18n/use-text.ts'
import { useLanguage, useText } from '../../i18n/use-text.ts'
import { useMode } from '../Look.tsx'

/** Switches between Chinese and English; `onChange` lets a signed-in person's account remember it. */
export const LanguageSwitch = ({ onChange }: { readonly onChange?: (locale: Locale) => Promise<unknown> }) => {
  const text = useText()
  const language = useLanguage()
  const setLocale = useSetLocale()
  const queryClient = useQueryClient()
  const change = async (): Promise<void> => {
    const next = language === 'zh' ? 'en' : 'zh'
    speak(next)
    await setLocale(next)
    await onChange?.(next).catch(() => undefined)
    await queryClient.invalidateQueries()
  }
  return (
    <button type="button" className="top-button" aria-label={text('top.language')} onClick={() => void change()}>
      <span lang="zh-CN">中</span> / <span lang="en">EN</span>
    </button>
  )
} // prettier-ignore

/** Switches between light and dark. */
export const ModeSwitch = () => {
  const text = useText()
  const [mode, choose] = useMode()
  const name = text(mode === 'dark' ? 'top.theme_light' : 'top.theme_dark')
  return (
    <button
      type="button"
      className="icon-button"
      title={name}
      aria-label={name}
      onClick={() => choose(mode === 'dark' ? 'light' : 'dark')}
    >
      {mode === 'dark' ? <LightMode fontSize="small" /> : <DarkMode fontSize="small" />}
    </button>
  )
}
