import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { answerRest } from './answer-rest.ts';
import { controlConvert } from './control-convert.ts';
import { controlRecords } from './control-records.ts';
import { issueToken } from './issue-token.ts';
import { notFound, salesforceErrorAnswer } from './salesforce-error.ts';
import { salesforceSettingsPatchSchema } from './salesforce-settings.ts';
import { SalesforceWorld } from './salesforce-world.ts';
import { organizationId, userId } from './sessions.ts';

const versions = [40, 46, 50, 59, 60, 62, 63, 64, 65, 66];

export function createSalesforce(origin: () => string, random: Random): Service {
  const world = new SalesforceWorld(random);
  const baseUrl = (): string => `${origin()}/salesforce`;

  const answer = (call: Call): Answer | Promise<Answer> => {
    const segments = call.path.replace(/\/$/, '').split('/').slice(1).map(decodeURIComponent);
    const [first, area, leaf] = segments;
    if (first === 'id') return identity(world, call);
    if (first === 'services' && area === 'oauth2') {
      if (leaf === 'token') return issueToken(world.sessions, baseUrl(), world.settings.jwtPublicKeys, call);
      if (leaf === 'userinfo') return identity(world, call);
      if (leaf === 'revoke') return revoke(world, call);
    }
    if (first === 'services' && area === 'data') {
      if (segments.length === 2) return { status: 200, body: versions.map(describeVersion) };
      return answerRest(world, segments.slice(2), call);
    }
    return salesforceErrorAnswer(notFound());
  };

  return {
    name: 'salesforce',
    answer,
    control: {
      _settings: (call) => {
        if (call.method === 'PUT') world.settings = { ...world.settings, ...parseControl(salesforceSettingsPatchSchema, call) };
        else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: world.settings };
      },
      _convert: (call) => controlConvert(world.records, call),
      _records: (call) => controlRecords(world.records, call),
      '_expire-sessions': (call) => {
        if (call.method !== 'POST') return methodNotAllowed;
        world.sessions.expireAll();
        return { status: 200, body: { expired: true } };
      },
    },
    close: () => undefined,
  };
}

function identity(world: SalesforceWorld, call: Call): Answer {
  if (!world.sessions.isLive(call.headers.authorization)) return { status: 403, body: 'Bad_OAuth_Token' };
  const names = { username: 'integration@parley.example', display_name: 'Parley Integration' };
  return { status: 200, body: { user_id: userId, organization_id: organizationId, sub: userId, ...names, active: true } };
}

function revoke(world: SalesforceWorld, call: Call): Answer {
  const token = call.body.kind === 'form' ? call.body.value.token : call.query.get('token');
  if (!token)
    return { status: 400, body: { error: 'unsupported_token_type', error_description: 'this token type is not supported' } };
  world.sessions.revoke(token);
  return { status: 200 };
}

function describeVersion(version: number): Record<string, string> {
  return { label: `Version ${version}`, url: `/services/data/v${version}.0`, version: `${version}.0` };
}
