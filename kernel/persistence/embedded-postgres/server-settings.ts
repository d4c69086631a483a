/**
 * Nothing that a statement carries may reach the server's log: the values in it belong to people. Errors quote values in their
 * text and their detail, and the line about a session that crashed quotes its statement.
 */
const silentLog = {
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_min_duration_statement: -1,
  log_lock_waits: 'off',
  log_checkpoints: 'off',
};

// wal_level stays at its default: "minimal" would save little and rule out every online backup.
export const defaultSettings: Readonly<Record<string, string | number>> = {
  listen_addresses: '127.0.0.1',
  max_connections: 60,
  shared_buffers: '128MB',
  // One transaction may touch every table of several tenants (erasing, counting).
  max_locks_per_transaction: 256,
  // Recovery would otherwise open every file of every tenant: seconds instead of moments with a thousand of them.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  // Statements are many and short: what the planner weighs and the server reports for long ones is a cost without a return.
  max_parallel_workers_per_gather: 0,
  jit: 'off',
  update_process_title: 'off',
  ...silentLog,
};
