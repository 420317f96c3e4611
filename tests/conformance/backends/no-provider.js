export const provider = 'not a default export'
