// What is wrong with an order, in a packer's words; refusals of the door have theirs in the kit.
import { say, words } from '../frame/words';
import { said } from '../kit/problems';

const book = words(
  { recall_asked: '商家申请撤回', declined: '已拒单', failed: '不能发货', binding_ended: '合作已结束', refund_open: '退款中', refunded: '已退款', receiver_changed: '收件人已改，请重新取号', cut_below_assigned: '商家减少了数量', order_closed: '订单已关闭', cancelled: '买家已取消', waybill_failed: '取号失败' },
  { recall_asked: 'The merchant asks for it back', declined: 'Declined', failed: 'Cannot supply', binding_ended: 'The binding has ended', refund_open: 'A refund is open', refunded: 'Refunded', receiver_changed: 'New receiver: take a new number', cut_below_assigned: 'The merchant cut the quantity', order_closed: 'The order is closed', cancelled: 'Cancelled by the buyer', waybill_failed: 'No number came' },
);

export const wrongWith = (code: string): string => (code in book.zh ? say(book, code as keyof typeof book.zh) : said(code)[0]);
