import { List, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import { linesWithoutPrice, readProductRows } from './read-product-rows.ts';
import { SettingsForm } from './settings-form.tsx';
import { useImportCatalogue } from './use-settings.ts';

export function CatalogueImport() {
  const text = useText();
  const { problem, isBusy, outcome, importRows } = useImportCatalogue();
  const [pasted, setPasted] = useState('');
  const rows = readProductRows(pasted);
  const unread = linesWithoutPrice(rows);
  return (
    <SettingsForm
      title={text('settings.catalogue')}
      mayWrite
      problem={unread.length > 0 ? text('settings.noPrice', { lines: unread.join(', ') }) : problem}
      isBusy={isBusy}
      isSaved={outcome !== null && outcome.errors.length === 0}
      onSave={() => {
        if (unread.length === 0 && pasted.trim() !== '') void importRows(rows);
      }}
    >
      <Textarea
        label={text('settings.products')}
        description={text('settings.productsHint')}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={14}
        spellCheck={false}
      />
      {outcome && <Text role="status">{text('settings.imported', { added: outcome.added, updated: outcome.updated })}</Text>}
      {outcome && outcome.errors.length > 0 && (
        <List size="sm">
          {outcome.errors.map(({ row, message }) => (
            <List.Item key={`${row}-${message}`}>{text('settings.importError', { row, message })}</List.Item>
          ))}
        </List>
      )}
    </SettingsForm>
  );
}
