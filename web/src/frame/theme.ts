// antd in our colours; the same values as frame.css. Placeholder, description and link colours are darkened to 4.5:1.
import { theme, type ThemeConfig } from 'antd';

const FONT = `system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif`;
const shape = {
  borderRadius: 8,
  fontFamily: FONT,
  fontSize: 14,
  controlHeight: 34,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
};

const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shape,
    colorPrimary: '#2f54eb', colorInfo: '#2f54eb', colorLink: '#2347d5', colorLinkHover: '#1a38ad', colorLinkActive: '#1a38ad',
    colorError: '#c4281f', colorErrorHover: '#a81f17', colorErrorBorderHover: '#c4281f', colorErrorText: '#b3241c', colorWarning: '#a05a00', colorSuccess: '#0b7a53',
    colorText: '#182033', colorTextSecondary: '#4b5567', colorTextTertiary: '#566176', colorTextDescription: '#566176',
    colorTextPlaceholder: '#667085', colorTextQuaternary: '#667085', colorIcon: '#566176', colorBgLayout: '#f4f6fa',
    colorBorder: '#ccd3df', colorBorderSecondary: '#e4e8f0',
  },
};

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shape,
    colorPrimary: '#4a6cf7', colorInfo: '#9db2ff', colorLink: '#9db2ff', colorLinkHover: '#bccaff', colorLinkActive: '#bccaff',
    colorError: '#ff7b72', colorErrorHover: '#ff9a92', colorErrorBorderHover: '#ff7b72', colorErrorText: '#ff8f87', colorWarning: '#f0b35b', colorSuccess: '#3fc08d',
    colorText: '#e8ecf4', colorTextSecondary: '#b4bdcd', colorTextTertiary: '#9aa5b8', colorTextDescription: '#9aa5b8',
    colorTextPlaceholder: '#8f9bb0', colorTextQuaternary: '#8f9bb0', colorIcon: '#9aa5b8', colorBgLayout: '#0f131a',
    colorBgContainer: '#171c26', colorBgElevated: '#1c222e', colorBorder: '#3a4356', colorBorderSecondary: '#283041',
  },
};

export function antdTheme(isDark: boolean): ThemeConfig {
  const base = isDark ? dark : light;
  return {
    ...base,
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', ...(isDark ? { colorPrimary: '#4463e6', colorPrimaryHover: '#3a57d1' } : { colorPrimaryHover: '#2347d5' }) },
      Modal: { titleFontSize: 17 },
      Drawer: { padding: 24 },
      Tooltip: { maxWidth: 320 },
    },
  };
}
