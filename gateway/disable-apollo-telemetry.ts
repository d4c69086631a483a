/**
 * Imported before anything of Apollo's: its gateway sends measurements to Apollo and asks the cloud's metadata service at start unless
 * this says no. It is the one variable that we set rather than read.
 */
// biome-ignore lint/style/noProcessEnv: a library reads it, and takes it from nowhere else
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
