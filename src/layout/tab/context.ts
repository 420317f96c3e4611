import { createContext } from 'react'
import type { TabNews } from '#model/language/tab-news.ts'

/** What is known of the database in this browser; null where the records are elsewhere. */
export const TabContext = createContext<TabNews | null>(null)
