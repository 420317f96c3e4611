const inMemory = (): Storage => {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    getItem: (name) => kept.get(name) ?? null,
    key: (at) => [...kept.keys()][at] ?? null,
    removeItem: (name) => void kept.delete(name),
    setItem: (name, value) => void kept.set(name, String(value)),
  }
}

/**
 * A browser that blocks site data throws where `localStorage` is only looked at, in libraries too. There it is replaced
 * by one in memory, so that the console opens and forgets its choices with the tab. Imported before everything else.
 */
try {
  window.localStorage.getItem('charter')
} catch {
  Object.defineProperty(window, 'localStorage', { configurable: true, value: inMemory() })
}
