// Words of people, software and settings.
import { words } from '../words';

export const book = words(
  {
    settings: '设置', party: '主体', partyName: '名称', code: '识别码', codeWhy: '把识别码告诉对方，对方凭它申请绑定。', copy: '复制', copied: '已复制', noCode: '审核通过后生成',
    drop: '一件代发', dropOn: '已开启', dropOff: '未开启', dropWhy: '双方都开启后才能绑定和分配。', mail: '通知邮箱', locale: '通知语言', zh: '中文', en: 'English', save: '保存', saved: '已保存',
    sender: '发货地址', senderWhy: '取号和面单上的寄件人。', senderName: '发货人', phone: '电话', province: '省', city: '市', district: '区县', address: '详细地址',
    account: '我的账号', name: '姓名', role: '角色', codes: '动态验证码', codesOn: '已开启', codesOff: '未开启', codesWhy: '登录时除密码外再输入 6 位数字，密码泄露也进不来。', turnOn: '开启', turnOff: '关闭',
    scanQr: '用身份验证器扫描二维码，再输入 6 位数字。', orType: '扫不了就手动输入密钥：', confirmCode: '确认开启', codesDone: '动态验证码已开启', codesGone: '动态验证码已关闭', qr: '身份验证器二维码',
    sessions: '登录设备', thisOne: '本机', since: '登录于', lastSeen: '最近使用', end: '退出', ended: '已退出该设备',
    people: '人员', peopleWhy: '谁能登录、能做什么。员工办业务，只读只能看，负责人管一切。', invite: '邀请', inviteMail: '邮箱', inviteSent: '邀请已发到 {mail}', open: '待接受的邀请', withdraw: '撤回', withdrawn: '邀请已撤回', expires: '有效至', remove: '移出', removed: '已移出 {name}', removeSure: '移出 {name}？', removeWhy: '他将不能再登录本主体，已做的操作仍有记录。', codesBadge: '动态码', roleChanged: '{name} 现在是{role}', you: '（你）', owner: '负责人', staff: '员工', auditor: '只读', joined: '加入于',
    machines: '接口凭证', machinesWhy: '给 ERP 等软件用的凭证，按权限范围开放；可随时停用。', create: '新建凭证', machineName: '用途', scopes: '权限范围', secretOnce: '请现在保存密钥，关闭后不会再显示。', id: '标识', secret: '密钥', revoke: '停用', revoked: '已停用 {name}', revokeSure: '停用 {name}？', revokeWhy: '使用它的软件会立即失效。', never: '从未使用', done: '我已保存', noMachines: '还没有接口凭证', noMachinesWhy: '接入 ERP 或自己的系统时，在这里新建。', docs: '接口文档', cancel: '取消', confirm: '确定',
  },
  {
    settings: 'Settings', party: 'Party', partyName: 'Name', code: 'Public code', codeWhy: 'Give the code to the other side: with it they ask for a binding.', copy: 'Copy', copied: 'Copied', noCode: 'Comes with the approval',
    drop: 'Drop-shipping', dropOn: 'On', dropOff: 'Off', dropWhy: 'Both sides switch it on before they bind and assign.', mail: 'Notices go to', locale: 'Language of notices', zh: '中文', en: 'English', save: 'Save', saved: 'Saved',
    sender: 'Dispatch address', senderWhy: 'The sender on waybills and labels.', senderName: 'Name', phone: 'Phone', province: 'Province', city: 'City', district: 'District', address: 'Street and number',
    account: 'My account', name: 'Name', role: 'Role', codes: 'One-time codes', codesOn: 'On', codesOff: 'Off', codesWhy: 'Six digits besides the password: a stolen password opens nothing.', turnOn: 'Turn on', turnOff: 'Turn off',
    scanQr: 'Scan the code with an authenticator, then type its six digits.', orType: 'Or type the secret by hand:', confirmCode: 'Turn on', codesDone: 'One-time codes are on', codesGone: 'One-time codes are off', qr: 'QR code for the authenticator',
    sessions: 'Signed-in devices', thisOne: 'This one', since: 'Since', lastSeen: 'Last seen', end: 'Sign out', ended: 'That device is signed out',
    people: 'People', peopleWhy: 'Who may sign in and what they may do. Staff do the work, auditors only read, owners do everything.', invite: 'Invite', inviteMail: 'E-mail', inviteSent: 'Invitation sent to {mail}', open: 'Open invitations', withdraw: 'Withdraw', withdrawn: 'Withdrawn', expires: 'Until', remove: 'Remove', removed: '{name} was removed', removeSure: 'Remove {name}?', removeWhy: 'They can no longer sign in for this party; what they did stays on record.', codesBadge: 'Codes', roleChanged: '{name} is now {role}', you: ' (you)', owner: 'Owner', staff: 'Staff', auditor: 'Auditor', joined: 'Joined',
    machines: 'API access', machinesWhy: 'Credentials for software such as an ERP, with the scopes you choose; revoke any time.', create: 'New credential', machineName: 'Purpose', scopes: 'Scopes', secretOnce: 'Save the secret now: it is shown once.', id: 'Id', secret: 'Secret', revoke: 'Revoke', revoked: '{name} was revoked', revokeSure: 'Revoke {name}?', revokeWhy: 'The software that uses it stops working at once.', never: 'Never used', done: 'I have saved it', noMachines: 'No credentials yet', noMachinesWhy: 'Make one when you connect an ERP or software of your own.', docs: 'API documents', cancel: 'Cancel', confirm: 'Confirm',
  },
);
