import type { Config } from '../config/config.ts';

type Outside = Pick<
  Config,
  'facebook' | 'instagram' | 'x' | 'linkedin' | 'openai' | 'gemini' | 'pinecone' | 'sentenceEncoder' | 'salesforce' | 'hubspot'
>;

/** Every outside service at the simulators of this address, with the secrets that they have unless told otherwise; no model vendor's key. */
export const outsideConfig = (simulatorsUrl: string): Outside => ({
  facebook: {
    appSecret: 'test-app-secret',
    verifyToken: 'test-verify-token',
    graphUrl: `${simulatorsUrl}/facebook`,
  },
  instagram: { appSecret: 'test-app-secret', graphUrl: `${simulatorsUrl}/instagram` },
  x: { consumerSecret: 'test-consumer-secret', apiUrl: `${simulatorsUrl}/x`, webhookId: '1500000000000000001' },
  linkedin: {
    clientSecret: 'test-client-secret',
    apiUrl: `${simulatorsUrl}/linkedin`,
    webhookUrl: 'http://127.0.0.1:4000/webhooks/linkedin',
  },
  openai: { baseUrl: `${simulatorsUrl}/openai/v1` },
  gemini: { baseUrl: `${simulatorsUrl}/gemini` },
  pinecone: { controllerUrl: `${simulatorsUrl}/pinecone` },
  // about 250 MB in each process: the specs of the encoder have their own
  sentenceEncoder: 'off',
  salesforce: { loginUrl: `${simulatorsUrl}/salesforce` },
  hubspot: { apiUrl: `${simulatorsUrl}/hubspot` },
});
