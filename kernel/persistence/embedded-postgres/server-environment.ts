/**
 * All that the server gets of an environment; ours holds secrets. Its messages are English, because the start reads them.
 */
export const serverEnvironment = (): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
});
