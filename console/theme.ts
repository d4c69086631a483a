import { createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef3ff',
  '#dce4f8',
  '#b8c7ef',
  '#90a8e6',
  '#6f8dde',
  '#5a7cd9',
  '#4e73d8',
  '#3f62c0',
  '#3657ac',
  '#294b98',
];

export const theme = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 5 },
  // text on filled buttons keeps its contrast whatever the colour
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  cursorType: 'pointer',
  focusRing: 'auto',
});
