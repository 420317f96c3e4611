import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router-dom'
import { App } from './App.tsx'
import './layout/console.css'

const root = document.getElementById('root')
const router = createBrowserRouter([{ path: '*', element: <App /> }], {
  basename: import.meta.env.BASE_URL,
})
if (root) createRoot(root).render(<RouterProvider router={router} />)
