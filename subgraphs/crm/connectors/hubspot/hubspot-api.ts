import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import * as contacts from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import * as notes from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import * as properties from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import * as oauth from '@hubspot/api-client/lib/codegen/oauth/index.js';
import type { SdkRequest, Wire, WireAnswer } from './wire.ts';

/** What each part of the SDK has of its own, to plug another transport in. */
interface SdkPart<Request extends SdkRequest, Response, Library> {
  readonly wrapHttpLibrary: (library: { send(request: Request): Promise<Response> }) => Library;
  readonly ResponseContext: new (
    status: number,
    headers: Record<string, string>,
    body: { text(): Promise<string>; binary(): Promise<Buffer> },
  ) => Response;
}

const libraryOf = <Request extends SdkRequest, Response, Library>(
  { wrapHttpLibrary, ResponseContext }: SdkPart<Request, Response, Library>,
  wire: Wire,
): Library =>
  wrapHttpLibrary({
    send: async (request) => {
      const { status, headers, text } = await wire.send(request);
      return new ResponseContext(status, { ...headers }, { text: async () => text, binary: async () => Buffer.from(text) });
    },
  });

interface SdkCall {
  readonly baseUrl: string;
  readonly wire: Wire;
  readonly accessToken: string | null;
}

/** What a part of the SDK is configured with for one call. */
export const sdkOptions = <Request extends SdkRequest, Response, Library, Server>(
  part: SdkPart<Request, Response, Library> & {
    readonly ServerConfiguration: new (url: string, variables: Record<string, never>) => Server;
  },
  { baseUrl, wire, accessToken }: SdkCall,
) => ({
  baseServer: new part.ServerConfiguration(baseUrl, {}),
  httpApi: libraryOf(part, wire),
  authMethods: accessToken === null ? {} : { oauth2: { accessToken } },
});

/**
 * The parts of the SDK that we call, for one call. They are made from the SDK's generated classes and not through its `Client`, whose
 * retries and limiter are one setting of the whole process. The SDK names the paths and their versions (`/crm/v3`, `/crm/v4`,
 * `/oauth/v1`, which HubSpot keeps until September 2027 at least); this file is the one place to go to when it names others.
 */
export class HubspotApi {
  readonly #call: SdkCall;

  constructor(baseUrl: string, wire: Wire, accessToken: string | null) {
    this.#call = { baseUrl, wire, accessToken };
  }

  get contacts(): contacts.BatchApi {
    return new contacts.BatchApi(contacts.createConfiguration(sdkOptions(contacts, this.#call)));
  }

  get notes(): notes.BatchApi {
    return new notes.BatchApi(notes.createConfiguration(sdkOptions(notes, this.#call)));
  }

  get associations(): associations.BatchApi {
    return new associations.BatchApi(associations.createConfiguration(sdkOptions(associations, this.#call)));
  }

  get properties(): properties.CoreApi {
    return new properties.CoreApi(properties.createConfiguration(sdkOptions(properties, this.#call)));
  }

  get tokens(): oauth.TokensApi {
    const { baseServer, httpApi } = sdkOptions(oauth, this.#call);
    return new oauth.TokensApi(oauth.createConfiguration({ baseServer, httpApi }));
  }

  /** The account itself; the SDK has no class for it. */
  async readAccount(): Promise<WireAnswer> {
    const { baseUrl, wire, accessToken } = this.#call;
    const headers = { authorization: `Bearer ${accessToken ?? ''}` };
    return wire.fetch(`${baseUrl}/account-info/v3/details`, { method: 'GET', headers });
  }
}
