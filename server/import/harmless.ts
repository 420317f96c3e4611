/** A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text again. */
export const harmless = (text: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
