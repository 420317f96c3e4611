/** Waits for one request of IndexedDB. */
export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason'))
  })

/** Waits until everything of a transaction is kept. */
export const kept = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    const fail = () => reject(transaction.error ?? new Error('IndexedDB gave no reason'))
    transaction.onerror = fail
    transaction.onabort = fail
  })

/** Opens the browser's database of this address with its two stores. */
export const openIdb = async (name: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('segments', { autoIncrement: true })
    request.result.createObjectStore('facts')
  }
  const idb = await settled(request)
  // Whoever wants to delete it does not wait for this tab.
  idb.onversionchange = () => idb.close()
  return idb
}

/** Deletes all that this browser keeps for an address of the console. */
export const deleteIdb = async (name: string): Promise<void> => {
  await settled(indexedDB.deleteDatabase(name))
}
