const html = { headers: { 'content-type': 'text/html' }, body: '<html>Scheduled maintenance</html>' };

/** What strikes any write, before it or after it took effect: one in five is not answered as it should be. The same for the same seed. */
const around = (write: Readonly<Record<string, unknown>>) => {
  // seeds with which each strikes within its first ten draws, so that a short run meets all of them
  const strike = (probability: number, seed: number, fault: Readonly<Record<string, unknown>>) => ({
    ...{ match: write, probability, seed },
    ...fault,
  });
  return [
    strike(0.03, 12, { status: 409, body: '' }),
    strike(0.03, 16, { status: 429, body: '' }),
    strike(0.03, 32, { status: 503, body: '' }),
    strike(0.03, 39, { status: 502, ...html, applied: true }),
    strike(0.03, 22, { status: 200, ...html, applied: true }),
    strike(0.03, 23, { drop: true, applied: true }),
    strike(0.02, 14, { hang: true, applied: true }),
  ];
};

/** Settings and faults of a CRM's stand-in on a bad day. */
export const FAULT_MIXES = {
  salesforce: { settings: { lockedShare: 0.01, dailyLimit: 1_000_000 }, faults: around({ method: 'PATCH' }) },
  hubspot: {
    settings: { tenSecondlyLimit: 1_000_000, dailyLimit: 1_000_000 },
    faults: around({ method: 'POST', path: '/batch/upsert' }),
  },
} as const;
