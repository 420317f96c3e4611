import { expect, test } from 'vitest'
import { argon2Passwords } from '../../../server/auth/argon2.ts'

test('a password is stored as argon2id with OWASP’s costs and a salt of its own', async () => {
  const one = await argon2Passwords.hash('correct horse 42')
  const two = await argon2Passwords.hash('correct horse 42')
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(two).not.toBe(one)
})

test('only the same password verifies, in any Unicode form of it', async () => {
  const stored = await argon2Passwords.hash('密码é 很长的一句话')
  expect(await argon2Passwords.verify('密码é 很长的一句话', stored)).toBe(true)
  expect(await argon2Passwords.verify('密码e\u0301 很长的一句话', stored)).toBe(true)
  expect(await argon2Passwords.verify('密码e 很长的一句话', stored)).toBe(false)
})

test.each(['', 'plain', '$argon2id$v=19$m=19456,t=2,p=1$AAAA', '$2b$10$abcdefghijklmnopqrstuv'])(
  'what is no stored password never verifies: %j',
  async (stored) => {
    expect(await argon2Passwords.verify('correct horse 42', stored)).toBe(false)
  },
)
