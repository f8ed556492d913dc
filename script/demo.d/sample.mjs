// A merchant's day as a file: the same columns a shop's back office exports. Deterministic; nobody in it is real.

function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗', '欧阳', '司马'];
const GIVEN = [...'伟芳娜敏静丽强磊洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红'];
const STREETS = ['人民路', '中山大道', '建设街', '解放北路', '文化东路', '滨江大道', '学院路', '长江路'];
const ESTATES = ['阳光花园', '万科城', '翡翠湾', '金色家园', '书香名邸'];
const PLACES = [
  '浙江省杭州市西湖区', '浙江省金华市义乌市', '广东省深圳市南山区', '广东省广州市天河区', '江苏省苏州市吴中区',
  '北京市朝阳区', '上海市浦东新区', '重庆市渝中区', '四川省成都市武侯区', '湖北省武汉市江汉区', '湖北省仙桃市',
  '广东省东莞市', '新疆维吾尔自治区乌鲁木齐市天山区', '内蒙古自治区呼和浩特市新城区', '陕西省西安市雁塔区',
  '福建省厦门市思明区', '山东省青岛市市南区', '湖南省长沙市岳麓区', '辽宁省大连市中山区', '河南省郑州市金水区',
];
const GOODS = [
  ['YJ-10Z', '瑜伽垫 加宽防滑', '10mm/紫', 4136], ['ZT-4874', '真丝枕套 桑蚕丝', '48×74/香槟', 12726],
  ['YR-140', '儿童加厚羽绒服 连帽', '140码/雾蓝', 29939], ['JM-120', '儿童积木 大颗粒', '120粒/桶装', 10946],
  ['EJ-W', '无线蓝牙耳机 半入耳', '标准版/白', 37091], ['BW-1L', '不锈钢保温杯 大容量', '1000ml/墨绿', 9900],
  ['CJ-XL', '男士冲锋衣 三合一', 'XL/炭灰', 35098], ['SJ-4', '纯棉四件套', '1.8m床/奶油白', 15900],
];

/** A moment on China's clock, as back offices write it. */
const written = (at) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** `count` orders as CSV text, of one or two goods each; with `now` each has a deadline around it, some of them over. */
export function csv(count, seed, prefix, now) {
  const d = dice(seed);
  const pick = (list) => list[d(list.length)];
  const rows = ['订单编号,商品编码,商品名称,规格,数量,单价,收件人,手机,收货地址,买家留言,付款时间' + (now ? ',最晚发货时间' : '')];
  const due = (n) => (now ? [written(new Date(now.getTime() + (((n * 37) % 76) - 4) * 3_600_000))] : []);
  for (let n = 0; n < count; n += 1) {
    const number = `${prefix}${String(100000 + n)}`;
    const name = pick(SURNAMES) + pick(GIVEN) + (d(2) ? pick(GIVEN) : '');
    const phone = `1${pick(['38', '39', '50', '77', '86', '59'])}${String(d(1e8)).padStart(8, '0')}`;
    const address = `${pick(PLACES)}${pick(STREETS)}${1 + d(900)}号${pick(ESTATES)}${1 + d(30)}栋${1 + d(4)}单元${1 + d(28)}0${1 + d(4)}室`;
    const remark = d(6) ? '' : pick(['请放驿站', '易碎，轻放', '要紫色，不要发错', '送货前打电话']);
    const paid = `2026-11-${String(10 + d(13)).padStart(2, '0')} ${String(d(24)).padStart(2, '0')}:${String(d(60)).padStart(2, '0')}:00`;
    for (let line = 0; line <= (d(5) ? 0 : 1); line += 1) {
      const [sku, goods, spec, fen] = GOODS[(n + line * 3 + d(2)) % GOODS.length];
      rows.push([number, sku, goods, spec, 1 + d(3), (fen / 100).toFixed(2), name, phone, address, remark, paid, ...due(n)].join(','));
    }
  }
  return `${rows.join('\r\n')}\r\n`;
}
