// made by console/vite.config.ts
declare module '*.json?compiled' {
  import type { MessageFormatElement } from 'react-intl';
  import type en from './en.json';

  const sentences: Readonly<Record<keyof typeof en, MessageFormatElement[]>>;
  // biome-ignore lint/style/noDefaultExport: as every JSON file is imported
  export default sentences;
}
