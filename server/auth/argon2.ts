import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Passwords } from './passwords.ts'

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

const derive = (password: string, nonce: Uint8Array, { memory, passes, parallelism }: Cost) =>
  new Promise<Buffer>((resolve, reject) => {
    const message = Buffer.from(password.normalize('NFKC'), 'utf8')
    const options = { message, nonce, memory, passes, parallelism, tagLength }
    argon2('argon2id', options, (error, tag) => (error ? reject(error) : resolve(Buffer.from(tag))))
  })

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

const pattern = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Hashes with argon2id of Node's own crypto; stored in the PHC text format. */
export const argon2Passwords: Passwords = {
  hash: async (password) => {
    const salt = randomBytes(16)
    const tag = await derive(password, salt, cost)
    const { memory, passes, parallelism } = cost
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(tag)}`
  },
  verify: async (password, stored) => {
    const [, memory, passes, parallelism, salt, tag] = pattern.exec(stored) ?? []
    if (salt === undefined || tag === undefined) return false
    const expected = Buffer.from(tag, 'base64')
    if (expected.length !== tagLength) return false
    const used = {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    }
    return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), used), expected)
  },
}
