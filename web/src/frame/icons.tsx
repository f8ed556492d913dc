// The console's own pictures: one stroke, 20 by 20, the colour of the text beside them.
const PATHS = {
  orders: 'M4 5h12M4 10h12M4 15h7',
  import: 'M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M4 16h12',
  export: 'M10 13V4m0 0 3.5 3.5M10 4 6.5 7.5M4 16h12',
  factory: 'M3 16V8l5 3V8l5 3V4h4v12zM7 16v-2m4 2v-2',
  parcel: 'M10 2.8 16.5 6v8L10 17.2 3.5 14V6zM3.5 6 10 9.2 16.5 6M10 9.2v8',
  jobs: 'M4 5h6M4 10h4M4 15h6m3-9 1.5 1.5L18 4.5M13 15l1.5 1.5L18 13',
  people: 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13.5 4a3 3 0 0 1 0 5.5M15 11.9c1.9.7 3 2.4 3 4.6',
  machine: 'M4 5h12v9H4zM8 17h4M7.5 8 5.8 9.5 7.5 11m5-3 1.7 1.5-1.7 1.5',
  printer: 'M5.5 7.5V3h9v4.5M3 7.5h14V14H3zM6.5 14v3.5h7V14M13.5 10.5h1',
  code: 'M7 6 3 10l4 4m6-8 4 4-4 4M11.6 4.5l-3.2 11',
  settings: 'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 2.5v2m0 11v2M2.5 10h2m11 0h2M4.7 4.7l1.4 1.4m7.8 7.8 1.4 1.4m0-10.6-1.4 1.4m-7.8 7.8-1.4 1.4',
  today: 'M4 8.5 10 3.5l6 5V16H4zM8 16v-4h4v4',
  accept: 'M4 10.5 8 14.5 16 5.5',
  waybill: 'M4 4h12v12H4zM7 7v6m2.3-6v6m2-6v6m1.7-6v6',
  print: 'M6 7V3h8v4M6 13H4V7h12v6h-2M6 11h8v6H6z',
  scan: 'M3 7V4h3m8 0h3v3m0 6v3h-3m-8 0H3v-3M6 8v4m2.5-4v4m3-4v4M14 8v4',
  ship: 'M2.5 5h9v8.5h-9zM11.5 8h3.4l2.6 2.8v2.7h-6M6 16a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 6 16zm8 0a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2z',
  alert: 'M10 3 18 16.5H2zM10 8v4m0 2.2v.3',
  chart: 'M4 16V9m4 7V4m4 12v-5m4 5V7',
  money: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.2 6.5 10 10l2.8-3.5M10 10v4.5M7.5 10.5h5m-5 2h5',
  mail: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  tenant: 'M3 17V7l4-2.5V17M7 17V3.5l9 3.5v10M10 8.5v.2m3 .8v.2m-3 2.3v.2m3 .3v.2',
  truck: 'M2.5 5h9v8.5h-9zM11.5 8h3.4l2.6 2.8v2.7h-6',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.3 1.5H3.7zM8.3 17h3.4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zm4-1.5 4 4',
  sun: 'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2v2m0 12v2M2 10h2m12 0h2M4.4 4.4l1.4 1.4m8.4 8.4 1.4 1.4m0-11.2-1.4 1.4m-8.4 8.4-1.4 1.4',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z',
  keyboard: 'M2.5 5.5h15v9h-15zM5.5 8.5h.1m2.9 0h.1m2.9 0h.1m2.9 0h.1M6.5 11.5h7',
  rows: 'M3 5h14M3 8.3h14M3 11.7h14M3 15h14',
  rowsRoomy: 'M3 5h14M3 10h14M3 15h14',
  columns: 'M3.5 4h13v12h-13zM8 4v12m4.3-12v12',
  view: 'M4 4h12v12l-6-3.2L4 16z',
  close: 'M5 5l10 10M15 5 5 15',
  copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
  chevron: 'M7 5l5 5-5 5',
  down: 'M5 7.5 10 12.5 15 7.5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.2l2.8 1.8',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l1-1',
  eye: 'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  empty: 'M3 11.5 5.5 5h9L17 11.5V16H3zM3 11.5h4l1 2h4l1-2h4',
  undo: 'M7 4 3.5 7.5 7 11M4 7.5h8a4.5 4.5 0 0 1 0 9H8',
  user: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM3.8 17c0-3.2 2.8-5.2 6.2-5.2s6.2 2 6.2 5.2',
  out: 'M12 4h4v12h-4M9 13.5 12.5 10 9 6.5M12 10H3.5',
  plus: 'M10 4v12M4 10h12',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2f54eb" />
      <path d="M16 6.5 24.5 11v10L16 25.5 7.5 21V11zM7.5 11 16 15.5 24.5 11M16 15.5v10" fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" />
    </svg>
  );
}
