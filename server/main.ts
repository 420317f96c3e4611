import { reuseCompiledCode } from './compiled-code.ts'

reuseCompiledCode()
await import('./serve.ts')
