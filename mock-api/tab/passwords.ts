import type { Passwords } from '../../server/auth/passwords.ts'

/** Hashes with argon2id as the server does and in its text format, so that accounts can move between the two. */
export const wasmPasswords: Passwords = {
  hash: async (password) => {
    const { argon2id } = await import('hash-wasm')
    return argon2id({
      password: password.normalize('NFKC'),
      salt: crypto.getRandomValues(new Uint8Array(16)),
      iterations: 2,
      memorySize: 19_456,
      parallelism: 1,
      hashLength: 32,
      outputType: 'encoded',
    })
  },
  verify: async (password, stored) => {
    if (!stored.startsWith('$argon2id$')) return false
    const { argon2Verify } = await import('hash-wasm')
    return argon2Verify({ password: password.normalize('NFKC'), hash: stored })
  },
}
