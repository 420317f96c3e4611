import { createContext } from 'react'
import type { TabNews } from '../../data/tab.ts'

/** What is known of the database in this browser; null where the records are elsewhere. */
export const TabContext = createContext<TabNews | null>(null)
