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

/**
 * The parts of the SDK that we call, for one call. They are made from the SDK's generated classes and not through its `Client`, whose
 * retries and limiter are one setting of the whole process. The SDK names the paths and their versions (`/crm/v3`, `/crm/v4`,
 * `/oauth/v1`, which HubSpot keeps until September 2027 at least); this file is the one place to go to when it names others.
 */
export class HubspotApi {
  readonly #baseUrl: string;
  readonly #wire: Wire;
  readonly #authMethods: { oauth2?: { accessToken: string } };

  constructor(baseUrl: string, wire: Wire, accessToken: string | null) {
    this.#baseUrl = baseUrl;
    this.#wire = wire;
    this.#authMethods = accessToken === null ? {} : { oauth2: { accessToken } };
  }

  get contacts(): contacts.BatchApi {
    return new contacts.BatchApi(contacts.createConfiguration(this.#options(contacts)));
  }

  get contact(): contacts.BasicApi {
    return new contacts.BasicApi(contacts.createConfiguration(this.#options(contacts)));
  }

  get notes(): notes.BatchApi {
    return new notes.BatchApi(notes.createConfiguration(this.#options(notes)));
  }

  get associations(): associations.BatchApi {
    return new associations.BatchApi(associations.createConfiguration(this.#options(associations)));
  }

  get properties(): properties.CoreApi {
    return new properties.CoreApi(properties.createConfiguration(this.#options(properties)));
  }

  get tokens(): oauth.TokensApi {
    const { baseServer, httpApi } = this.#options(oauth);
    return new oauth.TokensApi(oauth.createConfiguration({ baseServer, httpApi }));
  }

  /** The account itself; the SDK has no class for it. */
  async readAccount(): Promise<WireAnswer> {
    const authorization = `Bearer ${this.#authMethods.oauth2?.accessToken ?? ''}`;
    return this.#wire.fetch(`${this.#baseUrl}/account-info/v3/details`, { method: 'GET', headers: { authorization } });
  }

  #options<Request extends SdkRequest, Response, Library, Server>(
    part: SdkPart<Request, Response, Library> & {
      readonly ServerConfiguration: new (url: string, variables: Record<string, never>) => Server;
    },
  ) {
    return {
      baseServer: new part.ServerConfiguration(this.#baseUrl, {}),
      httpApi: libraryOf(part, this.#wire),
      authMethods: this.#authMethods,
    };
  }
}
