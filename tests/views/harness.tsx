import { ThemeProvider } from '@mui/material/styles'
import { configure, render } from '@testing-library/react'
import {
  CoreAdminContext,
  memoryStore,
  ResourceContextProvider,
  ResourceDefinitionContextProvider,
} from 'ra-core'
import { Notification } from '../../src/layout/Notification.tsx'
import { type ReactNode, Suspense } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { createDataProvider } from '../../src/data/provider.ts'
import { createQueryClient } from '../../src/data/query-client.ts'
import { createI18nProvider } from '../../src/i18n/provider.ts'
import { createConsoleTheme } from '../../src/theme.ts'
import { ConsoleProvider, consoleOf } from '../../src/views/console.ts'
import type { Overrides } from '../../src/views/overrides/override.ts'
import { sampleModel } from './sample-model.ts'

configure({ asyncUtilTimeout: 15_000 })

/** The sample company on a Sunday morning in November. */
export const sampleConsole = consoleOf(sampleModel, {}, () => '2026-11-22T01:00:00.000Z')

/** Shows a view as a signed-in accountant sees it, in Chinese. */
export const show = async (view: ReactNode, at = '/orders', path = '/:resource/:id?/*', overrides: Overrides = {}) => {
  const i18nProvider = await createI18nProvider(sampleConsole.index, 'zh')
  const definitions = Object.fromEntries([...sampleConsole.index.resources.keys()].map((name) => [name, { name, hasList: true, hasShow: true, hasEdit: true }]))
  const element = (
    <CoreAdminContext dataProvider={createDataProvider()} i18nProvider={i18nProvider} queryClient={createQueryClient()} store={memoryStore()}>
      <ThemeProvider theme={createConsoleTheme('light')}>
        <ConsoleProvider value={{ ...sampleConsole, overrides }}>
          <ResourceDefinitionContextProvider definitions={definitions}>
            <ResourceContextProvider value="orders">
              <Suspense fallback={null}>{view}</Suspense>
              <Notification />
            </ResourceContextProvider>
          </ResourceDefinitionContextProvider>
        </ConsoleProvider>
      </ThemeProvider>
    </CoreAdminContext>
  )
  const router = createMemoryRouter([{ path, element }, { path: '*', element }], { initialEntries: [at] })
  render(<RouterProvider router={router} />)
  return router
} // prettier-ignore
