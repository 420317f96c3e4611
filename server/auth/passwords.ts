import { Problem } from '../problems.ts'

/** Hashes passwords; injected, because each host has its own primitives. */
export interface Passwords {
  /** Writes a password as a self-describing text that `verify` understands. */
  hash(password: string): Promise<string>
  verify(password: string, stored: string): Promise<boolean>
}

export const shortestPassword = 10
export const longestPassword = 200

/** Refuses a password that is too short, too long, the sign-in name itself, or one character repeated. */
export const checkPassword = (password: unknown, login: string): string => {
  const refuse = (zh: string, en: string) =>
    new Problem('invalid', { errors: { password: { zh, en } } })
  if (typeof password !== 'string' || password === '') throw refuse('必填', 'is required')
  if ([...password].length < shortestPassword)
    throw refuse(
      `至少 ${shortestPassword} 个字符`,
      `must have at least ${shortestPassword} characters`,
    )
  if (password.length > longestPassword)
    throw refuse(`最多 ${longestPassword} 个字符`, `may have at most ${longestPassword} characters`)
  if (password.toLowerCase().includes(login.toLowerCase()))
    throw refuse('不能包含用户名', 'may not contain the sign-in name')
  if (new Set(password).size < 4) throw refuse('过于简单', 'is too simple')
  return password
}
