import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { debarrel } from './server/build/debarrel.ts'
import { slim } from './server/build/slim.ts'

/** The console: dev server on 5173 with the API behind it, production build in dist/. */
export default defineConfig({
  plugins: [react(), slim(), debarrel()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env.API_URL ?? 'http://127.0.0.1:8080' } },
  },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: { experimental: { lazyBarrel: true } },
  },
})
