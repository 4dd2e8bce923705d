/** What others see of a business. */
export const viewers = {
  'Seen by': '查看身份',
  'You##viewer': '您',
  'A peer': '同业',
  'A party': '当事方',
  'A regulator': '监管方',
  'Account of the party': '当事方的账户',
  'Name the account whose party sees its own in full.': '请填写账户：该当事方可完整查看与自己有关的内容。',
  'What is not told is a band, or a commitment beginning with sha256:': '未公开的内容以区间或以 sha256: 开头的承诺值代替',
  '{n} orders for a party, as {file}': '为当事方导出 {n} 笔订单，文件 {file}',
  'Session of {name}': '{name} 的查看会话',
} as const
