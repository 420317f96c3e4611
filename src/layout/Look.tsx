import GlobalStyles from '@mui/material/GlobalStyles'
import { ThemeProvider } from '@mui/material/styles'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useStore } from 'ra-core'
import { type ReactNode, useEffect, useMemo } from 'react'
import { createConsoleTheme, cssVariables, type Mode } from '../theme.ts'

/** The chosen mode, or the system's while none was chosen. */
export const useMode = (): [Mode, (mode: Mode) => void] => {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
  const [chosen, choose] = useStore<Mode | null>('mode', null)
  return [chosen ?? (systemIsDark ? 'dark' : 'light'), choose]
}

/** Puts the theme and the tokens around everything. */
export const Look = ({ children }: { readonly children: ReactNode }) => {
  const [mode] = useMode()
  const theme = useMemo(() => createConsoleTheme(mode), [mode])
  // Paper is light, whatever the screen is.
  const styles = useMemo(() => ({ ':root': cssVariables(mode), '@media print': { ':root': { ...cssVariables('light'), '--bg': '#fff' } } }), [mode]) // prettier-ignore
  useEffect(() => {
    document.documentElement.dataset.theme = mode
  }, [mode])
  return (
    <ThemeProvider theme={theme}>
      <GlobalStyles styles={styles} />
      {children}
    </ThemeProvider>
  )
}
