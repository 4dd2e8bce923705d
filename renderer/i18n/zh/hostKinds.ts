/** Simplified Chinese for the kinds of conditions and channels, by their ids and the names of what they have to be told. */
const token = { title: '代币', help: '合约地址、代号，或以“native”指链的原生币。代号指所有自称如此的代币。' }
const side = { title: '哪一方', help: '作为付出方还是收到方。' }
const server = '服务器'

type Words = {
  readonly label: string
  readonly help: string
  readonly fields?: Readonly<Record<string, { readonly title: string; readonly help?: string }>>
}

const ruleKinds: Readonly<Record<string, Words>> = {
  'value-above': { label: '价值至少', help: '没有可靠价格的订单从不匹配。', fields: { usd: { title: '美元' } } },
  'units-above': {
    label: '代币数量至少',
    help: '付出和收到的数量都算，以代币单位计；小数位未知的代币从不匹配。',
    fields: { token, units: { title: '数量', help: '以代币单位计，例如 1000.5。' } },
  },
  token: { label: '代币', help: '无论对它做了什么：转移、在兑换中付出或收到。', fields: { token } },
  pair: {
    label: '交易对',
    help: '以第一种代币换第二种的兑换，或双向。',
    fields: {
      gives: { title: '付出', help: token.help },
      gets: { title: '收到', help: token.help },
      bothWays: { title: '双向', help: '以第二种换第一种的也匹配。' },
    },
  },
  wallet: { label: '钱包', help: '以完整地址指定的账户，不限链。', fields: { account: { title: '地址' }, side } },
  label: {
    label: '标签或角色',
    help: '按订单到来时行上显示的标签。同时给出名称和角色时，同一账户须两者皆符。',
    fields: { name: { title: '名称或所有者', help: '或其一部分，例如“binance”。' }, role: { title: '角色' }, side },
  },
  flow: { label: '交易所流向', help: '流入、流出、交易所内部或交易所之间，以已知账户为限。', fields: { flow: { title: '流向' } } },
  'net-flow': {
    label: '一段时间的交易所净流量',
    help: '最近若干分钟的流入减流出（或相反）达到此值时，为使其达到的那条订单提醒，之后的不再提醒。',
    fields: {
      way: { title: '方向', help: '流入多于流出，或流出多于流入。' },
      usd: { title: '美元', help: '流入减流出，或流出减流入。' },
      minutes: { title: '分钟' },
      exchange: { title: '交易所', help: '所有者，例如 Binance。留空：全部。' },
      eachExchange: { title: '每个交易所分别计算', help: '否则合为一个总数。' },
      token: { title: '代币', help: '合约、代号或 native。留空：全部。' },
      eachToken: { title: '每种代币分别计算', help: '否则合为一个总数。' },
      chain: { title: '链', help: '留空：全部。' },
    },
  },
  'first-seen': {
    label: '首次出现的钱包',
    help: '在该链此前保存的订单中从未出现的账户：新账户，或对本机是新的。',
    fields: { minUsd: { title: '价值至少（美元）', help: '指此订单。留空：不限，也包括没有价格的。' }, side },
  },
  'repeated-whale': {
    label: '重复出现的巨鲸',
    help: '为使同一账户达到此次数的那条订单提醒，之后直到最近次数减少前不再提醒。双方都算。',
    fields: {
      times: { title: '订单数', help: '包括引起提醒的那条。' },
      usd: { title: '每条价值至少（美元）' },
      minutes: { title: '分钟' },
      side: { title: '哪一方', help: '该账户在引起提醒的订单中所处的一方。' },
    },
  },
  chain: { label: '链', help: '仅限此链的订单。', fields: { chain: { title: '链' } } },
  'kind-of-order': { label: '订单类型', help: '发生了什么，例如兑换或铸造。', fields: { kind: { title: '类型' } } },
  protocol: { label: '协议', help: '由其事件得知该订单的协议。', fields: { source: { title: '协议' } } },
  'evidence-at-least': {
    label: '证明至少达到',
    help: '判断规则时的证明级别；要等更高级别，请选择在多少个区块之后提醒。',
    fields: { level: { title: '级别', help: '1 已链接、2 已重算、3 已一致、4 已封印、5 已终局。' } },
  },
}

const channelKinds: Readonly<Record<string, Words>> = {
  webhook: {
    label: 'Webhook',
    help: '把每条提醒以 JSON 发到您的地址。设置共享密钥后，crowsnest-signature 为“v1=”加上对 crowsnest-timestamp、一个句点和正文所作的 HMAC-SHA256（十六进制）：请对收到的原始正文计算并比较，拒绝相差超过五分钟的时间戳。重复的消息有相同的 crowsnest-id。',
    fields: {
      url: { title: '地址', help: '发送到哪里。它会在设置中显示：密钥请填在下面，不要放在这里。' },
      secret: { title: '共享密钥', help: '为每条消息签名。没有它则消息不签名，知道地址的人都能伪造。' },
      token: { title: '令牌', help: '以“Authorization: Bearer …”发送，供需要它的服务使用。' },
    },
  },
  telegram: {
    label: 'Telegram',
    help: '用 @BotFather 创建机器人，先给它写一条消息（或把它加入群组），再在此填写它的令牌和聊天编号。@userinfobot 会告诉您自己聊天的编号。',
    fields: {
      chat: { title: '聊天', help: '聊天编号，例如 -1001234567890，或公开频道的 @名称。' },
      silent: { title: '不响铃', help: '手机显示消息但不出声。' },
      server: { title: server, help: '机器人接口的服务器。除非自建，否则无需更改。' },
      token: { title: '机器人令牌', help: '来自 @BotFather，例如 123456789:AA…。拥有它的人都能以您的机器人发言。' },
    },
  },
  discord: {
    label: 'Discord',
    help: '在 Discord 频道设置的“整合”中创建 webhook 并复制其地址。',
    fields: {
      name: { title: '显示名称', help: '消息显示的发送者名称。留空：webhook 自己的名称。' },
      url: { title: 'Webhook 地址', help: '以 https://discord.com/api/webhooks/ 开头。拥有它的人都能在频道中发言。' },
    },
  },
  slack: {
    label: 'Slack',
    help: '为频道创建带有传入 webhook 的 Slack 应用并复制其地址。Mattermost 和 Rocket.Chat 同样适用。',
    fields: { url: { title: 'Webhook 地址', help: '以 https://hooks.slack.com/services/ 开头。拥有它的人都能在频道中发言。' } },
  },
  ntfy: {
    label: 'ntfy',
    help: '选一个没人猜得到的主题，在 ntfy 应用中订阅它，并填写在此。在公共服务器上，知道主题的人都能读到。',
    fields: {
      server: { title: server, help: 'ntfy.sh 或您自己的服务器。' },
      priority: { title: '优先级', help: '手机以多强的方式提示。' },
      topic: { title: '主题', help: '相当于密码：字母、数字、连字符和下划线。' },
      token: { title: '访问令牌', help: '例如 tk_…，供需要身份验证的服务器使用。' },
    },
  },
}

const flat = (prefix: string, kinds: Readonly<Record<string, Words>>): [string, string][] =>
  Object.entries(kinds).flatMap(([id, { label, help, fields = {} }]) => [
    [`${prefix}.${id}.label`, label],
    [`${prefix}.${id}.help`, help],
    ...Object.entries(fields).flatMap(([name, words]): [string, string][] => [
      [`${prefix}.${id}.${name}.title`, words.title],
      ...(words.help === undefined ? [] : [[`${prefix}.${id}.${name}.help`, words.help] as [string, string]]),
    ]),
  ])

export const zhKinds: Readonly<Record<string, string>> = Object.fromEntries([
  ...flat('ruleKind', ruleKinds),
  ...flat('channelKind', channelKinds),
])
