/** Of which message an item speaks. */
export const messageKey = ({
  channelId,
  item,
}: {
  readonly channelId: string;
  readonly item: { readonly platformMessageId: string };
}): string => `${channelId}/${item.platformMessageId}`;
