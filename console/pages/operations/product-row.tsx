import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/language.tsx';
import { type ProductCardFragment, ProductCardFragmentDoc } from './catalogue.generated.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { Problem } from './problem.tsx';
import { ProductForm } from './product-form.tsx';
import { useRemoveProduct } from './use-catalogue.ts';

export function ProductRow({
  product,
  mayWrite,
}: {
  product: FragmentType<ProductCardFragment> & { id: string };
  mayWrite: boolean;
}) {
  const text = useText();
  const { formatNumber } = useIntl();
  const [isOpen, setIsOpen] = useState(false);
  const { problem, isBusy, remove } = useRemoveProduct(product.id);
  const { data, complete } = useFragment({ fragment: ProductCardFragmentDoc, fragmentName: 'ProductCard', from: product });
  if (!complete) return null;
  if (isOpen)
    return (
      <li className="row">
        <ProductForm product={data} onEnd={() => setIsOpen(false)} />
      </li>
    );
  const { name, aliases, price, currency } = data;
  return (
    <Paper component="li" withBorder className="row" p="xs">
      <Group justify="space-between" gap="xs">
        <div>
          <Text fw={600}>{name}</Text>
          {price !== null && (
            <Text size="sm">
              {formatNumber(price, currency ? { style: 'currency', currency } : { maximumFractionDigits: 2 })}
            </Text>
          )}
          {aliases.length > 0 && (
            <Text size="sm" c="dimmed">
              {text('catalogue.called', { names: aliases.join(', ') })}
            </Text>
          )}
        </div>
        {mayWrite && (
          <Group gap={4}>
            <Button size="xs" variant="subtle" aria-label={text('catalogue.changing', { name })} onClick={() => setIsOpen(true)}>
              {text('catalogue.change')}
            </Button>
            <ConfirmButton
              label={text('catalogue.remove')}
              confirmLabel={text('catalogue.removeNow')}
              isBusy={isBusy}
              onConfirm={remove}
            />
          </Group>
        )}
      </Group>
      <Problem words={problem} />
    </Paper>
  );
}
