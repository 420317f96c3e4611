/** `npm run dev`: the console while one works on it, with the API beside it, or by `-- --tab` inside the page. */
await (process.argv.includes('--tab') ? import('./dev-tab.ts') : import('./dev-server.ts'))

export {}
