import { CoreAdminUI, CustomRoutes, Resource } from 'ra-core'
import { type ComponentType, lazy, Suspense } from 'react'
import { Route } from 'react-router-dom'
import { useConsole } from '../views/console.ts'
import { AccessDenied, NotFound, PageFailed } from './Pages.tsx'
import { Shell } from './Shell.tsx'

const ListPage = lazy(() =>
  import('../views/list/ListPage.tsx').then((m) => ({ default: m.ListPage })),
)
const RecordPage = lazy(() =>
  import('../views/record/RecordPage.tsx').then((m) => ({ default: m.RecordPage })),
)
const CreatePage = lazy(() =>
  import('../views/form/CreatePage.tsx').then((m) => ({ default: m.CreatePage })),
)
const EditPage = lazy(() =>
  import('../views/form/EditPage.tsx').then((m) => ({ default: m.EditPage })),
)
const Home = lazy(() => import('./home/Home.tsx').then((m) => ({ default: m.Home })))
const Users = lazy(() => import('./users/Users.tsx').then((m) => ({ default: m.Users })))
const EntityClauses = lazy(() =>
  import('../views/handbook/EntityClauses.tsx').then((m) => ({ default: m.EntityClauses })),
)
const HandbookPage = lazy(() =>
  import('../views/handbook/HandbookPage.tsx').then((m) => ({ default: m.HandbookPage })),
)
const ImportPage = lazy(() =>
  import('../import/ImportPage.tsx').then((m) => ({ default: m.ImportPage })),
)
const Boards = lazy(() => import('./Boards.tsx').then((m) => ({ default: m.Boards })))
const NewPassword = lazy(() =>
  import('./account/NewPassword.tsx').then((m) => ({ default: m.NewPassword })),
)

// The dashboards are a part of their own; `import.meta.glob` keeps the console whole without it.
const dashboardModules = import.meta.glob<{ DashboardPage: ComponentType }>(
  '../dashboards/DashboardPage.tsx',
)
const loadDashboard = Object.values(dashboardModules)[0]
const DashboardPage = lazy(async () => ({ default: loadDashboard ? (await loadDashboard()).DashboardPage : NotFound })) // prettier-ignore

const Nothing = () => null

/** The routes of a signed-in person: one resource for each entity of the model, the rest beside. */
export const Admin = ({ onPasswordChanged }: { readonly onPasswordChanged: () => void }) => {
  const { index, viewer, overrides } = useConsole()
  if (viewer.must_change)
    return (
      <Suspense fallback={null}>
        <NewPassword onDone={onPasswordChanged} />
      </Suspense>
    )
  return (
    <CoreAdminUI
      layout={Shell}
      dashboard={Home}
      catchAll={NotFound}
      accessDenied={AccessDenied}
      error={PageFailed}
      loading={Nothing}
      loginPage={false}
      title="Charter"
      disableTelemetry
    >
      {index.model.entities.map(({ name }) => {
        const { entity, views } = overrides[name] ?? {}
        if (entity) return <Resource key={name} name={name} list={entity} />
        const pages = {
          list: ListPage,
          show: RecordPage,
          create: CreatePage,
          edit: EditPage,
          ...views,
        }
        return <Resource key={name} name={name} {...pages} />
      })}
      <CustomRoutes>
        <Route path="/dashboards" element={<Boards />} />
        <Route path="/dashboards/:name/*" element={<DashboardPage />} />
        <Route path="/handbook" element={<HandbookPage />} />
        <Route path="/handbook/:resource" element={<EntityClauses />} />
        <Route path="/import/:entity?" element={<ImportPage />} />
        <Route path="/users" element={<Users />} />
      </CustomRoutes>
    </CoreAdminUI>
  )
}
