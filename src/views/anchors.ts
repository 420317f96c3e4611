/** Name of a card of a dashboard in an address. */
export const cardAnchor = (card: string): string => `card-${card}`
