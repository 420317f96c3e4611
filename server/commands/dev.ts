import { wordsOf } from './words.ts'

/** `npm run dev`: the console while one works on it, with the API beside it, or by `-- --tab` inside the page. */
const { tab } = wordsOf('npm run dev [-- --tab]', {
  options: { tab: { type: 'boolean', default: false } },
}).values
await (tab ? import('./dev-tab.ts') : import('./dev-server.ts'))
