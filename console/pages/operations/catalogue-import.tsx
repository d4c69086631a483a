import { Button, Fieldset, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ImportPreview } from './import-preview.tsx';
import { Problem } from './problem.tsx';
import { readProductRows } from './read-product-rows.ts';
import { readSheet } from './read-sheet.ts';
import { useImportCatalogue } from './use-catalogue.ts';

/** Many products at once: pasted, or of a CSV file, and looked at before anything is sent. All are taken or none. */
export function CatalogueImport() {
  const text = useText();
  const { problem, isBusy, outcome, forget, importRows } = useImportCatalogue();
  const [sheet, setSheet] = useState('');
  const [isUnreadable, setIsUnreadable] = useState(false);
  const products = readProductRows(sheet);
  const isFaulty = products.some((product) => product.problem !== null);
  const change = (next: string): void => {
    setSheet(next);
    forget();
  };
  const open = async (file: File): Promise<void> => {
    const read = await readSheet(file);
    setIsUnreadable(read === null);
    if (read !== null) change(read);
  };
  return (
    <form
      aria-label={text('catalogue.import')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFaulty && products.length > 0) void importRows(products.map(({ input }) => input));
      }}
    >
      <Fieldset legend={text('catalogue.import')}>
        <Stack gap="sm">
          <Textarea
            label={text('settings.products')}
            description={text('settings.productsHint')}
            value={sheet}
            onChange={(event) => change(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={10}
            spellCheck={false}
          />
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => file && void open(file)}>
            {(button) => (
              <Button {...button} variant="default" size="xs" w="fit-content">
                {text('catalogue.file')}
              </Button>
            )}
          </FileButton>
          {isUnreadable && <Problem words={text('catalogue.unreadable')} />}
          {products.length > 0 && <ImportPreview products={products} />}
          <Problem words={problem} />
          {outcome && outcome.errors.length > 0 && (
            <List size="sm" role="alert" aria-label={text('catalogue.refused')}>
              {outcome.errors.map(({ row, message }) => (
                <List.Item key={`${row}-${message}`}>
                  {text('settings.importError', { row: products[row - 1]?.line ?? row, message })}
                </List.Item>
              ))}
            </List>
          )}
          <Group>
            <Button type="submit" loading={isBusy} disabled={products.length === 0 || isFaulty}>
              {text('catalogue.importNow', { count: products.length })}
            </Button>
            {outcome && outcome.errors.length === 0 && (
              <Text role="status" size="sm">
                {text('settings.imported', { added: outcome.added, updated: outcome.updated })}
              </Text>
            )}
          </Group>
        </Stack>
      </Fieldset>
    </form>
  );
}
