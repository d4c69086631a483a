const MAX_NAME_LENGTH = 200;

/** People put anything into a name. */
export const oneLine = (text: string): string =>
  Array.from(
    text
      .toWellFormed()
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  )
    .slice(0, MAX_NAME_LENGTH)
    .join('');
