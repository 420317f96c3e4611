/** Texts of single pages and of what is shown otherwise than derived, in Chinese. */
export const zhPages = {
  allocation: {
    receivable: '应收款',
    amount: '本次核销',
    received: '到账 %{amount}',
    allocated: '已分配 %{amount}',
    rest: '剩余 %{amount}',
    spread: '按到期先后分配剩余金额',
    no_customer: '先选择客户，这里会列出其未收款项。',
    nothing_owed: '该客户没有未收款项。',
  },
  organisation: { table: '以表格查看' },
  inbox: {
    lead: '打开一条消息即转到相关记录。',
    unread: '未读',
    open: '未处理',
    all: '全部',
    empty: '这里没有消息',
    mark_read: '标为已读',
    mark_handled: '标为已处理',
    more: '再显示一些，还有 %{count} 条',
  },
} as const
