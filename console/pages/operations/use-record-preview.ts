import { useLazyQuery, useQuery } from '@apollo/client/react';
import { errorMessage } from '../../api/error-message.ts';
import { useSession } from '../../session/session.tsx';
import { PreviewCrmRecordDocument, PreviewLeadsDocument } from './crm.generated.ts';
import type { FieldMapping } from './field-mapping.ts';

interface Preview {
  readonly record: Readonly<Record<string, string | number | null>>;
  readonly problems: readonly string[];
}

/** What would be written for a lead by a mapping that is not saved yet. It shows personal data: null where the role may not see them. */
export function useRecordPreview(connectionId: string) {
  const { may } = useSession();
  const isAllowed = may('contacts:pii') && may('leads:read');
  const { data } = useQuery(PreviewLeadsDocument, { skip: !isAllowed });
  const [ask, { data: answer, error, loading }] = useLazyQuery(PreviewCrmRecordDocument, { fetchPolicy: 'no-cache' });
  if (!isAllowed) return null;
  return {
    leads: data?.leads.nodes ?? [],
    preview: (answer?.previewCrmRecord ?? null) as Preview | null,
    problem: error ? errorMessage(error) : null,
    isBusy: loading,
    ask: (leadId: string, fieldMapping: FieldMapping) =>
      ask({ variables: { connectionId, leadId, fieldMapping } }).catch(() => undefined),
  };
}
