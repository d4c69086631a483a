import { emitSchema } from '../../schema/compose.ts';
import { declarations } from '../declarations.ts';
import { UsageError } from '../usage-error.ts';

/** The schema depends on the code alone; no outside service is asked. */
const NOWHERE = {
  facebook: { appSecret: '', verifyToken: '', graphUrl: '' },
  instagram: { appSecret: '', graphUrl: '' },
  x: { consumerSecret: '', apiUrl: '', webhookId: '' },
  linkedin: { clientSecret: '', apiUrl: '', webhookUrl: '' },
  openai: { baseUrl: '' },
  gemini: { baseUrl: '' },
  pinecone: { controllerUrl: '' },
  sentenceEncoder: 'off' as const,
  delivery: { postTimeoutMs: 0, reconcileAfterMs: 0 },
  review: { undoHoldMs: 0 },
  salesforce: { loginUrl: '' },
  hubspot: { apiUrl: '' },
};

/** `compose` writes schema/ from the code, `check` says which files are not as the code says. */
export async function schema([verb]: string[]): Promise<number> {
  if (verb !== 'compose' && verb !== 'check') throw new UsageError('usage: parley schema compose|check');
  const stale = await emitSchema(
    declarations(NOWHERE, () => {
      throw new Error('composing a schema touches no database');
    }),
    { check: verb === 'check' },
  );
  for (const file of stale)
    process.stdout.write(
      verb === 'check' ? `schema/${file} is stale: run npx parley schema compose\n` : `schema/${file} written\n`,
    );
  return verb === 'check' && stale.length > 0 ? 1 : 0;
}
