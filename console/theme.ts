import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

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
  primaryShade: { light: 8, dark: 7 },
  // text on filled buttons keeps its contrast whatever the colour
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  // words, not signals: capitals shout, and they are slower to read
  components: { Badge: { defaultProps: { tt: 'none', fw: 600 } } },
});

const COLOURS = ['ink', 'teal', 'orange', 'red', 'gray', 'yellow', 'blue', 'green'];

/** Mantine's own dimmed text, its errors, and text on a light ground of its own colour, have less contrast than WCAG asks of small letters. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    // it says what a field without anything in it means
    '--mantine-color-placeholder': '#6c757d',
    '--mantine-color-error': colors.red[9],
    '--mantine-color-red-text': colors.red[9],
    ...Object.fromEntries(
      COLOURS.map((name) => [
        `--mantine-color-${name}-light-color`,
        `color-mix(in srgb, var(--mantine-color-${name}-9), black 35%)`,
      ]),
    ),
  },
  // Mantine's own are all but white in the dark: what ends something would look as any other button
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': '#9a9a9a',
    '--mantine-color-error': colors.red[4],
    ...Object.fromEntries(COLOURS.map((name) => [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-3)`])),
  },
});
