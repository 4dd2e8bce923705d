/** Simplified Chinese: channels beside the desktop. */
export const channels = {
  'Channel “{name}”': '渠道“{name}”',
  'nothing sent yet': '尚未发送',
  'sent {age}': '{age}发送过',
  'Sending…': '正在发送…',
  'Send a test': '发送测试',
  Edit: '编辑',
  'Remove the channel “{name}”': '移除渠道“{name}”',
  'Try again now': '立即重试',
  'This version has no channels of this kind: it is kept.': '此版本没有这种渠道：会保留它。',
  'Remove it with its secrets and what waits for it? Rules that name it ring elsewhere only.':
    '连同密钥和等待发送的消息一起移除？引用它的规则将只在其他地方提醒。',
  '{n} messages wait': '{n} 条消息等待发送',
  'Say “{what}” first.': '请先填写“{what}”。',
  Kept: '已保存',
  'Will be forgotten': '将被忘记',
  'Replace {what}': '替换{what}',
  Replace: '替换',
  'Forget {what}': '忘记{what}',
  Forget: '忘记',
  'Keep it': '保留',
  'Rules may ring in other places too: each rule names its channels. What is sent goes to the service you enter here, and nowhere else.':
    '规则也可以在其他地方提醒：每条规则指定自己的渠道。内容只发往您在此填写的服务，不会发往别处。',
  'No channel yet: rules ring on this desktop only.': '还没有渠道：规则只在本机桌面提醒。',
  'New channel': '新渠道',
  'New channel: {kind}': '新渠道：{kind}',
  'Add a channel': '添加渠道',
} as const
