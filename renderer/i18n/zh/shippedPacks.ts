/** Simplified Chinese for the packs that come with the app, by the keys of their parts. */
type Words = Readonly<Record<string, string>>
type PackText = {
  readonly name: string
  readonly documents: Readonly<Record<string, readonly [label: string, states: Words]>>
  readonly verbs: Words
  readonly roles: Words
  readonly rules: Words
}

const within = { members: '角色范围之内' }

const packs: Readonly<Record<string, PackText>> = {
  'loyalty-points': {
    name: '会员积分',
    documents: { campaign: ['活动', { running: '进行中', closed: '已结束' }] },
    verbs: { issue: '发放', transfer: '转赠', redeem: '兑换', close: '结束活动', freeze: '冻结', unfreeze: '解冻' },
    roles: { merchant: '商户', consumer: '消费者', operator: '运营方', frozen: '已冻结' },
    rules: {
      ...{ ...within, conserved: '积分均经发放', campaign: '兑换不超过发放', steps: '活动进行中' },
      ...{ frozen: '冻结期间不得变动', closing: '到期结束' },
    },
  },
  'credit-references': {
    name: '信用证明',
    documents: { reference: ['证明', { given: '已出具', revoked: '已撤销' }] },
    verbs: { attest: '出具', grade: '评级', rely: '采信', revoke: '撤销' },
    roles: { issuer: '认可出具方', reader: '查阅方', firm: '企业' },
    rules: {
      ...{ accredited: '认可的出具方与已知的查阅方', revoker: '由出具方评级和撤销' },
      ...{ steps: '有效期间采信', ended: '不在截止之后' },
    },
  },
  insurance: {
    name: '保险',
    documents: {
      policy: ['保单', { issued: '已出单', 'in-force': '生效', ended: '已终止' }],
      claim: ['索赔', { accepted: '已受理', rejected: '已拒绝', paid: '已赔付' }],
    },
    verbs: {
      ...{ issue: '出具保单', premium: '缴纳保费', file: '提出索赔', accept: '受理索赔' },
      ...{ reject: '拒绝索赔', pay: '赔付', charge: '记入赔付', end: '终止保单' },
    },
    roles: { insurer: '保险人', insured: '被保险人' },
    rules: {
      ...{ ...within, 'in-force': '在生效保单下索赔', holder: '由持有人索赔', covered: '赔付不超过保额', accepted: '受理后赔付' },
      ...{ once: '每项索赔只赔一次', promised: '按受理金额赔付', 'in-time': '按时缴纳保费', equal: '同类同费' },
    },
  },
  'rate-swaps': {
    name: '利率互换',
    documents: {
      trade: [
        '交易',
        {
          ...{ incepted: '已发起', confirmed: '已确认', active: '生效', requested: '已申请结算', determined: '结算已确定' },
          ...{ failed: '结算失败', ending: '申请终止', agreed: '同意终止', cancelled: '已取消', terminated: '已终止' },
        },
      ],
    },
    verbs: {
      ...{ incept: '发起', confirm: '确认', cancel: '取消', activate: '生效', request: '申请结算', determine: '确定结算' },
      ...{ transferred: '结算已付', failed: '结算失败', 'ask-end': '申请终止', 'agree-end': '同意终止', 'go-on': '继续' },
      ...{ terminate: '终止', 'post-margin': '缴存保证金', 'release-margin': '释放保证金' },
    },
    roles: { dealer: '交易商', agent: '计算代理' },
    rules: {
      ...{ ...within, steps: '仅限 ERC-6123 的步骤', counterparty: '由对方确认', canceller: '由发起方取消' },
      ...{ margin: '释放不超过缴存', known: '保证金属于某笔交易' },
    },
  },
  'content-licences': {
    name: '内容许可',
    documents: { licence: ['许可', { granted: '已授予', revoked: '已撤销' }] },
    verbs: { grant: '授予', terms: '约定条款', use: '使用', pay: '支付版税', 'hand-on': '转让', revoke: '撤销' },
    roles: { owner: '作品所有者', licensee: '被许可方' },
    rules: {
      ...{ ...within, granted: '授予期间使用', holder: '由持有人使用和转让', revoker: '由授予方撤销' },
      ...{ 'in-time': '按时支付版税', equal: '同类同费率' },
    },
  },
  receivables: {
    name: '供应链应收账款',
    documents: {
      receivable: [
        '应收账款',
        {
          ...{ issued: '已签发', signed: '已签收', approved: '已批准', financed: '已融资' },
          ...{ sold: '货物已售', repaying: '还款中', settled: '已结清', cancelled: '已取消' },
        },
      ],
    },
    verbs: {
      ...{ issue: '签发', sign: '签收', approve: '批准', finance: '融资', sell: '售出货物' },
      ...{ repay: '还款', interest: '付息', settle: '结清', cancel: '取消' },
    },
    roles: { core: '核心企业', distributor: '经销商', financier: '资金方' },
    rules: {
      ...{ ...within, steps: '逐步进行', once: '只融资一次', face: '融资不超过票面', principal: '还款不超过融资' },
      ...{ interest: '利息不超过约定', repaid: '全部还清后结清', late: '按期结清', fair: '同类经销商同利率' },
    },
  },
  bills: {
    name: '数字票据',
    documents: {
      bill: [
        '票据',
        { drawn: '已出票', accepted: '已承兑', discounted: '已贴现', presented: '已提示付款', refused: '拒绝付款', paid: '已付款' },
      ],
    },
    verbs: {
      ...{ issue: '出票', accept: '承兑', endorse: '背书', discount: '贴现' },
      ...{ present: '提示付款', pay: '付款', surrender: '交还', dishonour: '拒绝付款' },
    },
    roles: { firm: '企业', bank: '银行' },
    rules: {
      ...{ ...within, steps: '逐步进行', once: '只付款一次', holder: '由持票人转出', payee: '付给持票人' },
      ...{ full: '足额付款', late: '到期付款', fair: '同类企业同贴现率' },
    },
  },
  securities: {
    name: '证券化资产',
    documents: { tranche: ['份额', { open: '存续', redeeming: '兑付中' }] },
    verbs: {
      ...{ issue: '发行', transfer: '转让', income: '分配收益', redeem: '兑付', freeze: '冻结', unfreeze: '解冻' },
      ...{ mint: '发行代币', burn: '兑付代币', move: '转让代币', 'freeze-part': '部分冻结', 'unfreeze-part': '部分解冻' },
      ...{ 'freeze-account': '冻结账户', 'unfreeze-account': '解冻账户' },
    },
    roles: { agent: '代理人', investor: '登记投资者', frozen: '已冻结' },
    rules: {
      ...{ steps: '兑付开始后不再发行', 'tokens-conserved': '代币均经发行', conserved: '不得给出未持有的份额' },
      ...{ redeemed: '兑付不超过发行', members: '仅限代理人与登记投资者', frozen: '冻结期间不得变动' },
    },
  },
  'cross-border': {
    name: '跨境支付',
    documents: {
      payment: ['支付', { sent: '已汇出', credited: '已入账', returned: '已退回' }],
      transfer: ['跨链转移', { sent: '已发出', arrived: '已到达' }],
    },
    verbs: {
      ...{ send: '汇出', receive: '入账', return: '退回', burn: '销毁以发出', mint: '到达铸造' },
      ...{ 'burn-v2': '销毁以发出（v2）', 'mint-v2': '到达铸造（v2）' },
    },
    roles: { institution: '机构' },
    rules: {
      ...{ steps: '汇出后入账', once: '只入账一次', arrived: '只到达一次', amount: '入账为汇出减费用' },
      ...{ returned: '全额退回', minted: '铸造等于销毁', late: '按时入账', members: '机构之间', across: '到达与离开一致' },
    },
  },
}

const under = (prefix: string, words: Words): [string, string][] => Object.entries(words).map(([key, word]) => [`${prefix}.${key}`, word])

export const zhPacks: Words = Object.fromEntries(
  Object.entries(packs).flatMap(([id, { name, documents, verbs, roles, rules }]) => [
    [`pack.${id}.name.name`, name],
    ...under(`pack.${id}.verb`, verbs),
    ...under(`pack.${id}.role`, roles),
    ...under(`pack.${id}.rule`, rules),
    ...Object.entries(documents).flatMap(([type, [label, states]]) => [
      [`pack.${id}.document.${type}`, label],
      ...under(`pack.${id}.state.${type}`, states),
    ]),
  ]),
)
