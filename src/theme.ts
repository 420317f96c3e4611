import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles'

export type Mode = 'light' | 'dark'

/** The look in numbers: greys do the work, one accent, colour means state. Greys of text pass WCAG AA on every surface. */
export const tokens = {
  light: {
    'bg': '#f6f7f9', 'surface': '#ffffff', 'sunken': '#f1f3f6', 'border': '#e3e6eb', 'border-strong': '#cfd4dc',
    'text': '#1d2330', 'text-2': '#515b6d', 'text-3': '#626c7d', 'accent': '#2b5fd9', 'accent-soft': '#eaf0fd', 'on-accent': '#ffffff',
    'good': '#0b7a4b', 'good-soft': '#e6f4ec', 'warn': '#945300', 'warn-soft': '#fdf2df', 'bad': '#b3261e', 'bad-soft': '#fcebea',
    'info': '#1f5fbf', 'info-soft': '#e8f1fd', 'mute': '#4b5565', 'mute-soft': '#eef0f3',
    'c1': '#0072b2', 'c2': '#e69f00', 'c3': '#009e73', 'c4': '#cc79a7', 'c5': '#56b4e9', 'c6': '#d55e00',
    'age0': '#c9dcf3', 'age1': '#8fb8e3', 'age2': '#4f8fcb', 'age3': '#1f66a8', 'age4': '#0b3f73',
    'shadow': '0 6px 24px rgb(29 35 48 / 0.12)',
  },
  dark: {
    'bg': '#0f1319', 'surface': '#161b23', 'sunken': '#11161d', 'border': '#28303b', 'border-strong': '#3a4553',
    'text': '#e7ebf1', 'text-2': '#a6b0bf', 'text-3': '#8b96a8', 'accent': '#7ea6ff', 'accent-soft': '#1b2a4a', 'on-accent': '#0f1319',
    'good': '#5cc596', 'good-soft': '#12301f', 'warn': '#e5b15c', 'warn-soft': '#33270f', 'bad': '#f28b82', 'bad-soft': '#3a1917',
    'info': '#8ab4f8', 'info-soft': '#17263f', 'mute': '#a6b0bf', 'mute-soft': '#222933',
    'c1': '#3d9bd6', 'c2': '#e69f00', 'c3': '#1fb58a', 'c4': '#cc79a7', 'c5': '#56b4e9', 'c6': '#e8793a',
    'age0': '#22364d', 'age1': '#2f5580', 'age2': '#4580b5', 'age3': '#77abd9', 'age4': '#b8d7f2',
    'shadow': '0 6px 24px rgb(0 0 0 / 0.5)',
  },
} as const satisfies Record<Mode, Record<string, string>> // prettier-ignore

/** System fonts only: nothing is downloaded. */
export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", sans-serif'

/** Writes the tokens of a mode as CSS variables: `--accent`, `--text-2` ... */
export const cssVariables = (mode: Mode): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(tokens[mode]).map(([name, value]) => [`--${name}`, value])),
  '--font': fontFamily,
  '--radius': '6px',
  colorScheme: mode,
})

const phone = '@media (max-width: 599.95px)'

const controls: ThemeOptions['components'] = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { '&.Mui-focusVisible': { outline: '2px solid var(--accent)', outlineOffset: 1 } } },
  },
  MuiButton: {
    defaultProps: { size: 'small', variant: 'outlined', color: 'inherit', disableElevation: true },
    styleOverrides: {
      root: { minWidth: 0, minHeight: 30, padding: '3px 12px', fontSize: 13, lineHeight: '20px', fontWeight: 400, whiteSpace: 'nowrap' },
      outlined: { borderColor: 'var(--border-strong)', background: 'var(--surface)', '&:hover': { borderColor: 'var(--text-3)', background: 'var(--sunken)' }, '&.Mui-disabled': { background: 'var(--sunken)', color: 'var(--text-3)', borderColor: 'var(--border-strong)' } },
      contained: { fontWeight: 500 },
      text: { padding: '3px 8px' },
    },
  },
  MuiIconButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 6, color: 'var(--text-2)' } } },
  MuiCheckbox: { defaultProps: { size: 'small' } },
  MuiSwitch: { defaultProps: { size: 'small' } },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, arrow: false },
    styleOverrides: { tooltip: { fontSize: 12, lineHeight: '18px', padding: '4px 8px', background: 'var(--text)', color: 'var(--surface)', maxWidth: 320 } },
  },
} // prettier-ignore

const inputs: ThemeOptions['components'] = {
  MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', fullWidth: true } },
  MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', fullWidth: true } },
  MuiInputLabel: {
    defaultProps: { shrink: true },
    styleOverrides: {
      root: { position: 'static', transform: 'none', fontSize: 13, lineHeight: '20px', marginBottom: 2, color: 'var(--text-2)', maxWidth: '100%', '&.Mui-focused': { color: 'var(--text-2)' } },
      asterisk: { color: 'var(--bad)' },
    },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: {
        fontSize: 14, background: 'var(--surface)', minHeight: 34,
        '&.Mui-disabled, &.MuiInputBase-readOnly': { background: 'var(--sunken)' },
        '&:hover:not(.Mui-error):not(.Mui-disabled):not(.Mui-focused) .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--text-3)' },
      },
      input: { padding: '6px 10px', height: 'auto', lineHeight: '20px', '&::placeholder': { color: 'var(--text-3)', opacity: 1 } },
      inputSizeSmall: { padding: '6px 10px' },
      multiline: { padding: 0 },
      notchedOutline: { top: 0, borderColor: 'var(--border-strong)', '& legend': { display: 'none' } },
    },
  },
  MuiFormHelperText: { styleOverrides: { root: { margin: '2px 0 0', fontSize: 12, lineHeight: '18px', '&:empty': { display: 'none' } } } },
  MuiAutocomplete: {
    styleOverrides: {
      inputRoot: { '&.MuiInputBase-sizeSmall, &': { padding: '0 4px' } },
      input: { '&&': { padding: '6px 6px' } },
      option: { fontSize: 13, minHeight: 32 },
      noOptions: { fontSize: 13 },
      tag: { height: 22, fontSize: 12 },
    },
  },
} // prettier-ignore

const surfaces: ThemeOptions['components'] = {
  MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
  MuiPopover: { styleOverrides: { paper: { border: '1px solid var(--border)', boxShadow: 'var(--shadow)', borderRadius: 8 } } },
  MuiMenuItem: { styleOverrides: { root: { fontSize: 13, minHeight: 32, [phone]: { minHeight: 40 } } } },
  MuiDialog: {
    styleOverrides: {
      paper: {
        border: '1px solid var(--border)', borderRadius: 10, boxShadow: 'var(--shadow)',
        [phone]: { margin: 0, width: '100%', maxWidth: '100%', height: '100%', maxHeight: '100%', borderRadius: 0 },
      },
    },
  },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: 16, lineHeight: '24px', fontWeight: 600, padding: '16px 20px 8px' } } },
  MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px 16px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px', borderTop: '1px solid var(--border)' } } },
  MuiTableCell: {
    styleOverrides: {
      root: { padding: '0 10px', height: 32, fontSize: 13, lineHeight: '18px', borderColor: 'var(--border)', whiteSpace: 'nowrap' },
      head: { fontSize: 12, fontWeight: 500, color: 'var(--text-3)', background: 'var(--surface)', borderColor: 'var(--border-strong)' },
      footer: { fontSize: 13, fontWeight: 600, color: 'var(--text)', background: 'var(--sunken)', borderBottom: 0 },
    },
  },
  MuiTab: { styleOverrides: { root: { minHeight: 36, minWidth: 0, padding: '6px 0', marginRight: 20, fontSize: 13, fontWeight: 400, color: 'var(--text-2)', '&.Mui-selected': { color: 'var(--text)', fontWeight: 600 } } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 36, borderBottom: '1px solid var(--border)' } } },
  MuiAlert: { styleOverrides: { root: { fontSize: 13, padding: '2px 12px', alignItems: 'center' } } },
  MuiSnackbarContent: { styleOverrides: { root: { background: 'var(--text)', color: 'var(--surface)', fontSize: 13 } } },
} // prettier-ignore

/** Makes the MUI theme of a mode from the tokens. */
export const createConsoleTheme = (mode: Mode): Theme => {
  const t = tokens[mode]
  return createTheme({
    palette: {
      mode,
      primary: { main: t.accent, contrastText: t['on-accent'] },
      secondary: { main: t['text-2'] },
      error: { main: t.bad },
      warning: { main: t.warn },
      info: { main: t.info },
      success: { main: t.good },
      background: { default: t.bg, paper: t.surface },
      text: { primary: t.text, secondary: t['text-2'], disabled: t['text-3'] },
      divider: t.border,
    },
    shape: { borderRadius: 6 },
    spacing: 4,
    typography: {
      fontFamily,
      fontSize: 14,
      button: { textTransform: 'none' },
      body1: { fontSize: 14, lineHeight: '20px' },
      body2: { fontSize: 13, lineHeight: '20px' },
      caption: { fontSize: 12, lineHeight: '16px' },
    },
    components: { ...controls, ...inputs, ...surfaces },
  })
}
