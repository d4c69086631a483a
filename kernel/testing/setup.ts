import 'reflect-metadata';

// Apollo's packages send usage to their maker unless told not to before they are loaded
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
