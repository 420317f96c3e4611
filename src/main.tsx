import './data/storage.ts'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, createHashRouter, RouterProvider } from 'react-router-dom'
import { App } from './App.tsx'
import type { Tab } from './data/tab.ts'
import './layout/console.css'

const root = document.getElementById('root')
/** Only a build for the tab brings the API along. */
const inTab: boolean = import.meta.env.VITE_TAB === true
const tab: Tab | null = inTab
  ? {
      start: async (page) => (await import('../mock-api/browser.ts')).startTab(page),
      forget: async (base) => (await import('../mock-api/browser.ts')).forgetTab(base),
    }
  : null
const routes = [{ path: '*', element: <App tab={tab} /> }]
// A static host knows no address of the console but the first: there the others stand behind a #.
const router = inTab
  ? createHashRouter(routes)
  : createBrowserRouter(routes, { basename: import.meta.env.BASE_URL })
if (root) createRoot(root).render(<RouterProvider router={router} />)
