import { CoreAdminContext, localStorageStore, type I18nProvider } from 'ra-core'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { TabNews } from '#model/language/tab-news.ts'
import { createAuthProvider } from './data/auth-provider.ts'
import { openBackends, type Backends } from './data/backends.ts'
import { ConfigError, isInTab, loadConfig, type Config, type ConfigFault } from './data/config.ts'
import { speak } from './data/http.ts'
import { problemOf } from './data/problem.ts'
import { consoleBase, TabAbsent, type Tab } from './data/tab.ts'
import type { AppDataProvider } from './data/provider.ts'
import { createQueryClient } from './data/query-client.ts'
import { loadModel, loadSessionOptions } from './data/session.ts'
import { createI18nProvider } from './i18n/provider.ts'
import type { Locale } from './i18n/use-text.ts'
import { Admin } from './layout/Admin.tsx'
import { Look } from './layout/Look.tsx'
import { StartFailed } from './layout/StartFailed.tsx'
import { loadAhead } from './layout/tab/ahead.ts'
import { TabContext } from './layout/tab/context.ts'
import { TabStart } from './layout/tab/later.ts'
import { overrides } from './views/overrides/registry.ts'
import { type Console, ConsoleProvider, consoleOf } from './views/console.ts'

const SignIn = lazy(() =>
  import('./layout/account/SignIn.tsx').then((m) => ({ default: m.SignIn })),
)

const store = localStorageStore('1', 'charter')
const queryClient = createQueryClient()

type State =
  | { readonly is: 'starting' }
  | { readonly is: 'preparing' }
  | { readonly is: 'signed_out'; readonly expired: boolean }
  | { readonly is: 'failed'; readonly message: string; readonly faults?: readonly ConfigFault[] }
  | { readonly is: 'ready'; readonly console: Console; readonly provider: AppDataProvider }

const storedLocale = (): Locale | null => {
  const stored: unknown = store.getItem('locale')
  return stored === 'zh' || stored === 'en' ? stored : null
}

let backends: Promise<Backends> | undefined

/** The configuration is read once; after a failure again. `prepare` has what it names made ready. */
const openOnce = (prepare: (config: Config) => Promise<void>): Promise<Backends> => {
  backends ??= loadConfig(import.meta.env.BASE_URL).then(async (config) => {
    await prepare(config)
    return openBackends(config)
  })
  backends.catch(() => (backends = undefined))
  return backends
}

const stateAfter = (error: unknown): State => {
  if (error instanceof ConfigError)
    return { is: 'failed', message: 'charter.error.config', faults: error.faults }
  const { status, message } = problemOf(error)
  return status === 401 ? { is: 'signed_out', expired: false } : { is: 'failed', message }
}

/** The console: reads where its records come from, asks who is signed in and for the model, then shows the sign-in page or the admin. */
export const App = ({ tab }: { readonly tab: Tab | null }) => {
  const [state, setState] = useState<State>({ is: 'starting' })
  const [i18nProvider, setI18nProvider] = useState<I18nProvider | null>(null)
  const [tabNews, setTabNews] = useState<TabNews | null>(null)

  const start = useCallback(async () => {
    const locale = storedLocale() ?? 'zh'
    speak(locale)
    const show = async (next: State, index: Console['index'] | null, as: Locale) => {
      const provider = await createI18nProvider(index, as)
      setI18nProvider(provider)
      setState(next)
    }
    try {
      const backends = await openOnce(async (config) => {
        if (!tab || !isInTab(config)) return
        loadAhead()
        await show({ is: 'preparing' }, null, locale)
        if (!(await tab.start({ base: consoleBase(), onNews: setTabNews }))) throw new TabAbsent()
      })
      // Asked first, so that a signed-out browser meets no refused call.
      const { signed_in: isSignedIn } = await loadSessionOptions()
      if (!isSignedIn) return await show({ is: 'signed_out', expired: false }, null, locale)
      const ready = {
        ...consoleOf(await loadModel(), overrides),
        capabilities: backends.capabilities,
      }
      await backends.check(ready)
      if (import.meta.env.DEV) {
        const { reportOverrides } = await import('./views/overrides/override.ts')
        reportOverrides(ready.index, overrides)
      }
      const mine = storedLocale() ?? ready.viewer.locale
      speak(mine)
      await show(
        { is: 'ready', console: ready, provider: backends.provider(ready) },
        ready.index,
        mine,
      )
    } catch (error) {
      if (error instanceof TabAbsent) return
      // What was read is wrong: it is read again.
      if (error instanceof ConfigError) backends = undefined
      await show(stateAfter(error), null, locale)
    }
  }, [tab])

  useEffect(() => {
    void start()
  }, [start])

  const console = useMemo(() => {
    const restart = async (): Promise<void> => {
      await start()
      await queryClient.invalidateQueries()
    }
    return state.is === 'ready' ? { ...state.console, restart } : null
  }, [state, start])

  const signedOut = useCallback((expired: boolean) => {
    queryClient.clear()
    setState({ is: 'signed_out', expired })
  }, [])

  const authProvider = useMemo(
    () =>
      state.is === 'ready'
        ? createAuthProvider(state.console.index, state.console.viewer, signedOut)
        : undefined,
    [state, signedOut],
  )

  if (!i18nProvider) return null
  return (
    <CoreAdminContext
      {...(state.is === 'ready' && { dataProvider: state.provider })}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      queryClient={queryClient}
      store={store}
    >
      <Look>
        {tab && tabNews && tabNews.is !== 'ready' && (
          <Suspense fallback={null}>
            <TabStart tab={tab} news={tabNews} />
          </Suspense>
        )}
        {console && (
          <ConsoleProvider value={console}>
            <TabContext value={tabNews}>
              <Admin onPasswordChanged={start} />
            </TabContext>
          </ConsoleProvider>
        )}
        {state.is === 'signed_out' && (
          <Suspense fallback={null}>
            <SignIn expired={state.expired} onSignedIn={start} />
          </Suspense>
        )}
        {state.is === 'failed' && (
          <StartFailed message={state.message} faults={state.faults} onRetry={start} />
        )}
      </Look>
    </CoreAdminContext>
  )
}
