import { argon2id, argon2Verify } from 'hash-wasm'
import type { Passwords } from '../../server/auth/passwords.ts'

/** Hashes with argon2id as the server does and in its text format, so that accounts can move between the two. */
export const wasmPasswords: Passwords = {
  hash: (password) =>
    argon2id({
      password: password.normalize('NFKC'),
      salt: crypto.getRandomValues(new Uint8Array(16)),
      iterations: 2,
      memorySize: 19_456,
      parallelism: 1,
      hashLength: 32,
      outputType: 'encoded',
    }),
  verify: async (password, stored) => {
    if (!stored.startsWith('$argon2id$')) return false
    return argon2Verify({ password: password.normalize('NFKC'), hash: stored })
  },
}
