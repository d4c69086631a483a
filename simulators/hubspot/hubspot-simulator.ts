import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { Random } from '../harness/seeded-random.ts';
import type { Service } from '../harness/service.ts';
import { answerAssociations } from './answer-associations.ts';
import { answerObjects } from './answer-objects.ts';
import { answerProperties } from './answer-properties.ts';
import { controlRecords } from './control-records.ts';
import { describeAccount } from './describe-account.ts';
import { HubspotError, hubspotErrorAnswer, notFound } from './hubspot-error.ts';
import { hubspotSettingsPatchSchema } from './hubspot-settings.ts';
import { HubspotWorld } from './hubspot-world.ts';
import { issueToken } from './issue-token.ts';
import { requireScope } from './required-scope.ts';

export function createHubspot(random: Random): Service {
  const world = new HubspotWorld(random);

  const answer = (call: Call): Answer => {
    try {
      const segments = call.path.replace(/\/$/, '').split('/').slice(1).map(decodeURIComponent);
      if (segments.join('/') === 'oauth/v1/token') return issueToken(world, call);
      return answerApi(world, segments, call);
    } catch (error) {
      if (error instanceof HubspotError) return hubspotErrorAnswer(error);
      throw error;
    }
  };

  return {
    name: 'hubspot',
    answer,
    control: {
      _settings: (call) => {
        if (call.method === 'PUT') {
          world.settings = { ...world.settings, ...parseControl(hubspotSettingsPatchSchema, call) };
          world.limits.reset();
        } else if (call.method !== 'GET') return methodNotAllowed;
        return { status: 200, body: world.settings };
      },
      _records: (call) => controlRecords(world, call),
      '_expire-tokens': (call) => {
        if (call.method !== 'POST') return methodNotAllowed;
        world.tokens.expireAll();
        return { status: 200, body: { expired: true } };
      },
    },
    close: () => undefined,
  };
}

/** Token, then limits, then scope, then the resource; every answer but a search's tells of the limits. */
function answerApi(world: HubspotWorld, segments: readonly string[], call: Call): Answer {
  const { settings } = world;
  const caller = world.tokens.check(call.headers.authorization, settings);
  const isSearch = segments.at(-1) === 'search' && segments[1] === 'v3';
  const headers = world.limits.count(caller, isSearch, settings, (usedToday) => {
    world.settings = { ...world.settings, usedToday };
  });
  let answer: Answer;
  try {
    requireScope(world, segments, call.method);
    answer = route(world, segments, call);
  } catch (error) {
    if (!(error instanceof HubspotError)) throw error;
    answer = hubspotErrorAnswer(error);
  }
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function route(world: HubspotWorld, segments: readonly string[], call: Call): Answer {
  const [root, version, area, ...rest] = segments;
  if (root === 'account-info' && version === 'v3' && area === 'details' && call.method === 'GET') return describeAccount(world);
  if (root === 'crm' && version === 'v3' && area === 'objects') return answerObjects(world, rest, call);
  if (root === 'crm' && version === 'v3' && area === 'properties') return answerProperties(world, rest, call);
  if (root === 'crm' && version === 'v4' && area !== undefined) return answerAssociations(world, [area, ...rest], call);
  throw notFound('The address does not exist');
}
