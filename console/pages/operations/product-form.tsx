import { Button, Group, NumberInput, Paper, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { ProductCardFragment } from './catalogue.generated.ts';
import { Problem } from './problem.tsx';
import { placeRefusal } from './refusal.ts';
import { useSaveProduct } from './use-catalogue.ts';

/** One product, or a new one. What was typed stays when it is refused. */
export function ProductForm({ product, onEnd }: { product: ProductCardFragment | null; onEnd: () => void }) {
  const text = useText();
  const { save, refusal, isBusy } = useSaveProduct(product?.id ?? null);
  const [name, setName] = useState(product?.name ?? '');
  const [aliases, setAliases] = useState(product?.aliases.join('\n') ?? '');
  const [price, setPrice] = useState<number | string>(product?.price ?? '');
  const [currency, setCurrency] = useState(product?.currency ?? '');
  const { problem, at } = placeRefusal(refusal, ['name', 'aliases', 'price', 'currency']);
  return (
    <Paper
      component="form"
      withBorder
      p="sm"
      aria-label={product ? text('catalogue.changing', { name: product.name }) : text('catalogue.add')}
      onSubmit={async (event) => {
        event.preventDefault();
        const isDone = await save({
          name,
          aliases: aliases.split('\n').filter((alias) => alias.trim() !== ''),
          price: price === '' ? null : Number(price),
          currency: currency === '' ? null : currency.toUpperCase(),
        });
        if (isDone) onEnd();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={text('catalogue.name')}
          {...at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          required
          autoFocus
        />
        <Textarea
          label={text('catalogue.aliases')}
          description={text('catalogue.aliasesHint')}
          {...at('aliases')}
          value={aliases}
          onChange={(event) => setAliases(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Group align="start">
          <NumberInput label={text('catalogue.price')} {...at('price')} value={price} onChange={setPrice} min={0} flex={1} />
          <TextInput
            label={text('catalogue.currency')}
            {...at('currency')}
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
            maxLength={3}
            placeholder="EUR"
            w={160}
          />
        </Group>
        <Problem words={problem} />
        <Group>
          <Button type="submit" loading={isBusy}>
            {text('knowledge.save')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onEnd}>
            {text('review.cancel')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
