// What the carriers of the reference list are called. A code that is not here is shown as it is.
import type { Locale } from '../../frame/prefs';

const NAMES: Record<string, readonly [zh: string, en: string]> = {
  sf: ['顺丰速运', 'SF Express'], zto: ['中通快递', 'ZTO Express'], yto: ['圆通速递', 'YTO Express'], sto: ['申通快递', 'STO Express'], yunda: ['韵达快递', 'Yunda Express'],
  jt: ['极兔速递', 'J&T Express'], jd: ['京东快递', 'JD Express'], ems: ['邮政EMS', 'EMS'], post: ['邮政快递包裹', 'China Post Parcel'], deppon: ['德邦快递', 'Deppon Express'],
  cainiao: ['菜鸟速递', 'Cainiao Express'], kye: ['跨越速运', 'KYE Express'], zjs: ['宅急送', 'ZJS Express'], uce: ['优速快递', 'UCE Express'], ane: ['安能物流', 'ANE Logistics'],
  best: ['百世快运', 'Best Freight'], other: ['其他承运商', 'Other carrier'], sandbox: ['沙盒快递（演练）', 'Sandbox (rehearsal)'],
};

export const carrierName = (code: string, locale: Locale) => NAMES[code]?.[locale === 'zh' ? 0 : 1] ?? code;

/** The codes, in the order people look for them. */
export const codes = Object.keys(NAMES);
