/** Simplified Chinese for the kinds of invariants, by their ids and the names of what they have to be told. */
const kinds: Readonly<Record<string, readonly [label: string, help: string]>> = {
  'at-least': ['未满不得', '此动作作用于单据时，这些动作的总额须至少达到那些动作总额的若干百分比。'],
  'at-most': ['不得超过', '这些动作在一份单据上的总额，不得超过那些动作总额的若干百分比。'],
  conservation: ['发行 = 持有 + 赎回', '转移或赎回的每个单位都须先发行：任何人不得付出多于其持有的数量。'],
  'equal-rates': ['同等成员同等费率', '在若干天内，同一给出方对某角色的每个成员以此动作给出相同的费率，容差以费率单位计。'],
  'known-before': ['不得先于', '此动作只能在那些动作之一发生之后作用于单据。'],
  once: ['最多若干次', '这些动作合计只能在一份单据上发生若干次。'],
  overdue: ['按时完成', '到期时单据处于终态或这些状态之一。'],
  roles: ['角色之内', '这些动作的双方须拥有动作所指的角色。不选动作则适用于全部。'],
  'same-amount': ['数额一致', '此动作在单据上移动的数额与之前那个动作相同，最多扣除若干万分之一的费用。'],
  transitions: ['仅限允许的步骤', '单据上的每个事件都须是其当前状态下允许的步骤。'],
  'without-role': ['不得有此角色', '这些动作的一方不得拥有该角色，例如已冻结。'],
  'across-chains': [
    '跨链一致',
    '这些动作把单据从一条链带到另一条链：最多到达一次，不早于转出，数额除若干万分之一的费用外不少于转出。未监视的链上转出的不作判断。',
  ],
  'in-time': ['不得逾时', '这些动作须在单据原到期时间之前发生。'],
  'only-by': ['仅限其所属方', '这些动作的一方须是单据此前的签发方或持有方。'],
}
/** The same name means the same in every kind. */
const fields: Readonly<Record<string, string>> = {
  verb: '动作',
  verbs: '动作',
  of: '相对于这些动作的总额',
  as: '与此动作一致',
  after: '在这些动作之一之后',
  unit: '单位',
  role: '角色',
  type: '单据种类',
  types: '单据种类',
  done: '视为完成的状态',
  sends: '转出动作',
  arrives: '到达动作',
  clockSeconds: '时钟可相差（秒）',
  needs: '这些动作的总额',
  side: '哪一方',
  party: '当事方',
  percent: '百分比',
  tolerance: '容差（费率单位）',
  days: '天数之内',
  repeats: '可以重复发生',
  times: '次数',
  feeBasisPoints: '费用（万分之一）',
}

export const zhInvariants: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(kinds).flatMap(([id, [label, help]]) => [
    [`invariantKind.${id}.label`, label],
    [`invariantKind.${id}.help`, help],
    ...Object.entries(fields).map(([name, title]) => [`invariantKind.${id}.${name}.title`, title] as const),
  ]),
)
