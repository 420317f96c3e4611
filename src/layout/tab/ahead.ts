/** Loads what the first pages are made of, while the database in this browser is made ready. */
export const loadAhead = (): void => {
  const parts = [
    import('../account/SignIn.tsx'),
    import('../../views/list/ListPage.tsx'),
    import('./TabNotice.tsx'),
    import('../sandbox/SandboxButton.tsx'),
  ]
  // What does not come is asked for again where it is needed, and missed there.
  void Promise.allSettled(parts)
}
