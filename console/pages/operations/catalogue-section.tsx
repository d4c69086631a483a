import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { CatalogueImport } from './catalogue-import.tsx';
import { ProductForm } from './product-form.tsx';
import { ProductRow } from './product-row.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useCatalogue } from './use-catalogue.ts';

/** What the tenant sells, as messages are searched for it. */
export function CatalogueSection() {
  const text = useText();
  const { may } = useSession();
  const mayWrite = may('knowledge:write');
  const { page, error, retry, more } = useCatalogue();
  const [isAdding, setIsAdding] = useState(false);
  if (page === null) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />;
  return (
    <Stack maw={760}>
      <SuggestionList mayWrite={mayWrite} />
      <Group justify="space-between">
        <Title order={2} size="h4">
          {text('catalogue.count', { count: page.totalCount ?? page.nodes.length })}
        </Title>
        {mayWrite && !isAdding && (
          <Button size="xs" onClick={() => setIsAdding(true)}>
            {text('catalogue.add')}
          </Button>
        )}
      </Group>
      {isAdding && <ProductForm product={null} onEnd={() => setIsAdding(false)} />}
      {page.nodes.length === 0 ? (
        <Text c="dimmed">{text('catalogue.empty')}</Text>
      ) : (
        <Stack gap="xs" component="ul" p={0} m={0} aria-label={text('settings.catalogue')}>
          {page.nodes.map((product) => (
            <ProductRow key={product.id} product={product} mayWrite={mayWrite} />
          ))}
        </Stack>
      )}
      {page.pageInfo.hasNextPage && (
        <Button variant="light" onClick={() => void more()}>
          {text('state.more')}
        </Button>
      )}
      {mayWrite && <CatalogueImport />}
    </Stack>
  );
}
