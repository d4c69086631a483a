import { Table, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import type { ReadProduct } from './read-product-rows.ts';

const SHOWN = 20;

/** How rows were understood, before they are sent; those that cannot be sent stand first. */
export function ImportPreview({ products }: { products: readonly ReadProduct[] }) {
  const text = useText();
  const faulty = products.filter(({ problem }) => problem !== null);
  const shown = [...faulty, ...products.filter(({ problem }) => problem === null)].slice(0, SHOWN);
  return (
    <>
      {faulty.length > 0 && (
        <Text role="alert" size="sm" c="red">
          {text('catalogue.faulty', { count: faulty.length })}
        </Text>
      )}
      <Table.ScrollContainer type="native" minWidth={520} tabIndex={0} role="region" aria-label={text('catalogue.preview')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text('catalogue.line')}</Table.Th>
              <Table.Th>{text('catalogue.name')}</Table.Th>
              <Table.Th>{text('catalogue.price')}</Table.Th>
              <Table.Th>{text('catalogue.currency')}</Table.Th>
              <Table.Th>{text('catalogue.aliases')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ line, input, problem }) => (
              <Table.Tr key={line}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{problem === 'NAME' ? <Fault words={text('catalogue.noName')} /> : input.name}</Table.Td>
                <Table.Td>{problem === 'PRICE' ? <Fault words={text('catalogue.noPrice')} /> : input.price}</Table.Td>
                <Table.Td>{input.currency}</Table.Td>
                <Table.Td>{input.aliases?.join(', ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {products.length > shown.length && (
        <Text size="sm" c="dimmed">
          {text('catalogue.moreRows', { count: products.length - shown.length })}
        </Text>
      )}
    </>
  );
}

const Fault = ({ words }: { words: string }) => (
  <Text size="sm" c="red">
    {words}
  </Text>
);
