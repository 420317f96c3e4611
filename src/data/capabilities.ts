/** What a backend does besides keeping records; the console leaves out what is not there. */
export type Capabilities = {
  /** Rights, rules, versions and numbers are enforced, changes are all or nothing, deletes archive. */
  readonly enforces: boolean
  readonly history: boolean
  readonly comments: boolean
  readonly files: boolean
  readonly exports: boolean
  /** Files are imported with a trial, and imports taken back. */
  readonly imports: boolean
  readonly print: boolean
}

export const allCapabilities: Capabilities = {
  enforces: true,
  history: true,
  comments: true,
  files: true,
  exports: true,
  imports: true,
  print: true,
}

export const noCapabilities: Capabilities = {
  enforces: false,
  history: false,
  comments: false,
  files: false,
  exports: false,
  imports: false,
  print: false,
}
