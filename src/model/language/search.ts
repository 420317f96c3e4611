/** Folds a text for searching: width and case differences disappear. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Splits a query into its folded terms; a record matches when its search text contains every one. */
export const searchTerms = (query: string): readonly string[] =>
  fold(query).split(/\s+/).filter(Boolean)

/** Tells whether every term of a query stands in a search text. */
export const matchesSearch = (query: string, text: string): boolean =>
  searchTerms(query).every((term) => text.includes(term))
