import type { Ctx } from '#kernel/tenancy/context.ts';
import type { ConnectedAccount, PlatformConnector } from '../connectors/platform-connector.ts';

const TIMEOUT_MS = 2000;

/** That a platform was asked for a contact's name, and what it said: null where it did not. */
export interface AskedName {
  readonly contactId: string;
  readonly displayName: string | null;
}

/** Asks for at most two seconds and never throws: it goes along with work that must not fail or wait for the sake of a name. */
export async function askName(
  ctx: Ctx,
  connector: PlatformConnector,
  { contactId, account, personId }: { readonly contactId: string; readonly account: ConnectedAccount; readonly personId: string },
  signal: AbortSignal,
): Promise<AskedName> {
  try {
    const { displayName } = await connector.profile(
      account,
      personId,
      AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    );
    return { contactId, displayName };
  } catch (error) {
    ctx.logger.error({ err: error, contact: contactId }, 'a contact could not be asked for');
    return { contactId, displayName: null };
  }
}
