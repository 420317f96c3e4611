/** Words that mean the same in the headings of files, whatever the trade; the first is the one they are taken for. */
const alike: readonly (readonly string[])[] = [
  ['no', 'number', 'num', 'nr', 'id', 'code', 'key', 'sku', '编号', '编码', '代码', '号码', '单号', '号'],
  ['name', 'title', '名称', '名字', '姓名', '名'],
  ['phone', 'tel', 'telephone', 'mobile', 'cell', '电话', '手机', '联系电话'],
  ['date', 'day', 'on', 'at', '日期', '时间', '日'],
  ['quantity', 'qty', 'count', 'pieces', '数量', '件数'],
  ['amount', 'sum', 'value', '金额', '总额'],
  ['price', '单价', '价格', '价'],
  ['category', 'group', 'class', '品类', '类别', '分类'],
  ['region', 'country', 'province', 'area', '地区', '区域', '省份'],
  ['note', 'notes', 'remark', 'remarks', 'comment', 'memo', '备注', '说明'],
  ['address', 'addr', '地址'],
  ['email', 'mail', '邮箱', '电子邮件'],
  ['customer', 'client', 'company', 'buyer', '客户', '公司'],
  ['employee', 'staff', 'salesperson', 'seller', '员工', '业务员', '销售员'],
  ['supplier', 'vendor', '供应商'],
  ['product', 'item', 'article', 'goods', '产品', '商品', '货品'],
  ['order', '订单'],
  ['contract', '合同'],
  ['invoice', '发票'],
] // prettier-ignore

const meaning = new Map(alike.flatMap((words) => words.map((word) => [word, words[0] ?? word])))
const empty = new Set(['of', 'the', 'a', 'in', 'for', 'per', 'incl', 'vat', '的', '含税'])

const singular = (word: string): string =>
  /^[a-z]{4,}s$/.test(word) && !word.endsWith('ss')
    ? word.replace(/ies$/, 'y').replace(/([^y])s$/, '$1')
    : word

/** Cuts Chinese text into the words of the list, longest first, and what lies between them. */
const chineseWords = (text: string): readonly string[] => {
  const words: string[] = []
  let rest = ''
  for (let at = 0; at < text.length;) {
    const found = [4, 3, 2].map((size) => text.slice(at, at + size)).find((part) => part.length > 1 && meaning.has(part)) // prettier-ignore
    if (found === undefined) rest += text[at]
    else {
      if (rest !== '') words.push(rest)
      words.push(found)
      rest = ''
    }
    at += found?.length ?? 1
  }
  return rest === '' ? words : [...words, ...tailOf(rest)]
}

/** A day, number, name or price is told by the last character: 接单日, 合同号. */
const tailOf = (text: string): readonly string[] =>
  /^.{2,}[日号名价]$/.test(text) ? [text.slice(0, -1), text.slice(-1)] : [text]

/**
 * Reads the heading of a column, or a name or label of the model, as words that can be compared: without case,
 * width, marks and plural, with one word for all that mean the same.
 *
 * @example headingWords('customerID') // ['customer', 'no']
 */
export const headingWords = (text: string): readonly string[] => {
  const spaced = text
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
  const parts = spaced.match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []
  const words = parts.flatMap((part) => (/\p{Script=Han}/u.test(part) ? chineseWords(part) : [singular(part)])) // prettier-ignore
  return words.filter((word) => !empty.has(word)).map((word) => meaning.get(word) ?? word)
}

/** Likeness of two headings, from 0 to 1: the share of words that they have in common. */
export const likeness = (a: readonly string[], b: readonly string[]): number => {
  if (a.length === 0 || b.length === 0) return 0
  const [left, right] = [new Set(a), new Set(b)]
  const common = [...left].filter((word) => right.has(word)).length
  return common / (left.size + right.size - common)
}
