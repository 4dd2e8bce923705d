/** Simplified Chinese: the journal, and the evidence of orders. */
export const journal = {
  Journal: '日志',
  'Every order, change, label, pack, edit and disclosure is written into a chain of hashes. Who alters the database is found out.':
    '每笔订单、变更、标签、业务包、修改与披露都写入哈希链。谁改动数据库都会被发现。',
  'A head that somebody else keeps proves that nothing before it was altered later.': '由他人保管的链头可证明此前的内容后来未被改动。',
  Entries: '条目',
  'Signed up to': '已签名至',
  '{n}, {time}': '{n}，{time}',
  'nothing yet': '尚无',
  'Public key': '公钥',
  'public key': '公钥',
  'Export the head…': '导出链头…',
  'Head over {n} entries written to {path}.': '覆盖 {n} 条的链头已写入 {path}。',
  Verify: '校验',
  'Recomputes everything from the first entry, beside the running app.': '从第一条起全部重新计算，不影响应用运行。',
  'Verify the journal': '校验日志',
  'Verifying…': '正在校验…',
  'Evidence…': '证据…',
  'Header, transaction and receipt with their proofs, journal and signature: whoever has the file can check it offline.':
    '区块头、交易与收据及其证明、日志和签名：拿到文件的人可离线核验。',
  'File that can be checked (JSON)': '可核验的文件（JSON）',
  'Page for people (HTML)': '供阅读的页面（HTML）',
  'Page for people (PDF)': '供阅读的页面（PDF）',
  'Written to {path}.': '已写入 {path}。',
} as const
