// The frame's own words.
import { words } from './words';

export const book = words(
  {
    merchant: '商家工作台', factory: '厂商工作台', platform: '平台工作台', development: '开发环境', skip: '跳到正文',
    signIn: '登录', mail: '邮箱', password: '密码', code: '动态验证码', codeHint: '身份验证器上的 6 位数字', forgot: '忘记密码', back: '返回登录',
    again: '重新登录', expired: '登录已过期，页面上的内容都还在。登录后会接着做刚才的事。', stepUp: '确认是你本人', stepUpWhy: '这一步比较重要，请再输入一次密码或动态验证码。',
    confirm: '确认', cancel: '取消', close: '关闭', signOut: '退出登录', parties: '切换主体', account: '账号', prefs: '显示',
    light: '浅色', dark: '深色', system: '跟随系统', roomy: '宽松', tight: '紧凑', language: 'English', toDark: '切换到深色', toLight: '切换到浅色',
    keys: '快捷键', palette: '命令', paletteHint: '找页面、命令，或粘贴一列订单号…', nothingFound: '没有找到', findNumbers: '查找这 {n} 个单号',
    notices: '通知', noNotices: '还没有通知', noNoticesWhy: '任务完成、厂商接单、异常，都会出现在这里。', away: '连接中断，正在重试…页面内容不会丢。',
    resetTitle: '重置密码', resetSend: '发送重置邮件', resetSent: '如果这个邮箱有账号，重置邮件已发出，请查收。', newPassword: '新密码', passwordHint: '至少 10 个字符，避免常见密码',
    setPassword: '设置新密码', resetDone: '新密码已生效，请登录。', inviteTitle: '接受邀请', yourName: '你的姓名', inviteHint: '接受过邀请或用邮件重置过密码的账号，姓名和密码可以不填；否则请在这里设置。', accept: '接受邀请', accepted: '已加入“{party}”，请用 {mail} 登录。',
    joined: '邀请已接受，请用 {mail} 登录。', linkBroken: '链接不完整，请从邮件里重新打开。',
    applyTitle: '申请入驻', applyMerchant: '我是商家，申请入驻', applyFactory: '我是厂商或外仓，申请入驻', partyName: '企业或店铺名称', kind: '类型', kindFactory: '工厂', kindWarehouse: '外仓', apply: '提交申请',
    applied: '申请已提交。审核结果会发到你的邮箱，通过后用邮箱和密码登录。', appliedActive: '已开通，请用邮箱和密码登录。', noParty: '这个账号还没有可用的主体。', waiting: '“{party}”正在等待平台审核。结果会发到你的邮箱。', suspended: '“{party}”已被平台停用，请联系平台。', refused: '“{party}”的申请没有通过。',
    lost: '没有这个页面', lostWhy: '地址可能写错了，或者页面已经搬走。', home: '回到首页', pitch: '厂商按单发货，看不到收件人。', pitchA: '订单进来即加密', pitchB: '面单由打印组件解开', pitchC: '每次查看都留痕',
    noPermission: '你的角色看不到这一页', noPermissionWhy: '请联系本主体的负责人调整角色。', nav: '主导航', menu: '菜单', density: '行高', help: '全部快捷键', search: '搜索', owner: '负责人', staff: '员工', auditor: '只读',
    dismiss: '知道了', seconds: '{n} 秒', role: '角色',
  },
  {
    merchant: 'Merchant console', factory: 'Factory console', platform: 'Platform console', development: 'Development', skip: 'Skip to content',
    signIn: 'Sign in', mail: 'E-mail', password: 'Password', code: 'One-time code', codeHint: 'The six digits of your authenticator', forgot: 'Forgot password', back: 'Back to sign-in',
    again: 'Sign in again', expired: 'Your session has expired. Everything on the page is still here, and what you were doing goes on once you sign in.', stepUp: 'Confirm that it is you', stepUpWhy: 'This step matters. Please give your password or a one-time code again.',
    confirm: 'Confirm', cancel: 'Cancel', close: 'Close', signOut: 'Sign out', parties: 'Switch party', account: 'Account', prefs: 'Display',
    light: 'Light', dark: 'Dark', system: 'As the system', roomy: 'Roomy', tight: 'Compact', language: '中文', toDark: 'Switch to dark', toLight: 'Switch to light',
    keys: 'Keyboard shortcuts', palette: 'Commands', paletteHint: 'Find a page or command, or paste a column of order numbers…', nothingFound: 'Nothing found', findNumbers: 'Find {n} {n|number|numbers}',
    notices: 'Notifications', noNotices: 'No notifications yet', noNoticesWhy: 'Finished jobs, acceptances and exceptions will appear here.', away: 'Connection lost, trying again… nothing on the page is lost.',
    resetTitle: 'Reset your password', resetSend: 'Send the mail', resetSent: 'If somebody here has that address, a mail with a link is on its way.', newPassword: 'New password', passwordHint: 'At least 10 characters, not a common password',
    setPassword: 'Set the new password', resetDone: 'The new password counts from now on. Please sign in.', inviteTitle: 'Accept the invitation', yourName: 'Your name', inviteHint: 'If your address was proved before, by an invitation or a reset, leave name and password empty; otherwise set them here.', accept: 'Accept', accepted: 'You joined “{party}”. Sign in as {mail}.',
    joined: 'Accepted. Sign in as {mail}.', linkBroken: 'The link is incomplete. Please open it from the mail again.',
    applyTitle: 'Apply to take part', applyMerchant: 'Apply as a merchant', applyFactory: 'Apply as a factory or warehouse', partyName: 'Name of the company or shop', kind: 'Kind', kindFactory: 'Factory', kindWarehouse: 'Warehouse', apply: 'Apply',
    applied: 'Received. The decision comes by mail; after that, sign in with your address and password.', appliedActive: 'Done. Sign in with your address and password.', noParty: 'This account has no party to act for yet.', waiting: '“{party}” is waiting for the operator’s decision. It will come by mail.', suspended: '“{party}” was suspended by the operator. Please contact them.', refused: 'The application of “{party}” was refused.',
    lost: 'There is no such page', lostWhy: 'The address may be mistyped, or the page has moved.', home: 'Go home', pitch: 'Factories ship parcels to people they cannot read.', pitchA: 'Orders are sealed as they arrive', pitchB: 'Labels open only in the print agent', pitchC: 'Every look leaves a trace',
    noPermission: 'Your role does not show this page', noPermissionWhy: 'Ask an owner of your party to change your role.', nav: 'Main navigation', menu: 'Menu', density: 'Row height', help: 'All shortcuts', search: 'Search', owner: 'Owner', staff: 'Staff', auditor: 'Auditor',
    dismiss: 'Dismiss', seconds: '{n} s', role: 'Role',
  },
);
