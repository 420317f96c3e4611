import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** The API in a process of its own, so that changed definitions can be loaded anew. */
export type ApiProcess = {
  /** Ends the running one, starts another, and answers null once it is ready, else why it is not. */
  restart(): Promise<string | null>
  stop(): Promise<void>
}

/** Part of the sample company that a first start makes: enough to try things, in a minute. */
const scale = '0.1'
const patienceMs = 300_000
const pauseMs = 150

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

const end = async (child: ChildProcess | null): Promise<void> => {
  if (!child || hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

const readiness = async (child: ChildProcess, url: string, said: () => string) => {
  for (const until = Date.now() + patienceMs; Date.now() < until;) {
    if (hasEnded(child)) return said().trim() || 'the API ended'
    if (await isUp(url)) return null
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return 'the API does not answer'
}

/** Prepares the API of a development server; it runs once `restart` was called. */
export const apiProcess = (url: string, env: NodeJS.ProcessEnv): ApiProcess => {
  let running: ChildProcess | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const start = async (): Promise<string | null> => {
    await end(running)
    let errors = ''
    const child = spawn(process.execPath, ['server/commands/start.ts', '--no-build', '--scale', scale], { env, stdio: ['ignore', 'inherit', 'pipe'] }) // prettier-ignore
    running = child
    child.stderr.on('data', (text: Buffer) => {
      process.stderr.write(text)
      errors = (errors + text.toString()).slice(-4_000)
    })
    return readiness(child, url, () => errors)
  }
  return {
    restart: () => {
      const next = turn.then(start)
      turn = next
      return next
    },
    stop: () => end(running),
  }
}
