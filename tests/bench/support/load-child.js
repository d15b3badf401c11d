import autocannon from 'autocannon';

/*
 * The load generator in a process of its own. `requests` are sent one after the other, over all
 * connections together, each at most once if `once` is set.
 */
process.once('message', ({ url, connections, seconds, requests, once }) => {
  let sent = 0;
  const setupRequest = (request) => {
    const next = requests[once ? sent : sent % requests.length];
    sent += 1;
    return next === undefined
      ? { ...request, method: 'GET', path: '/exhausted' }
      : { ...request, ...next };
  };
  const only = requests.length === 1 ? requests[0] : { setupRequest };
  autocannon({ url, connections, duration: seconds, requests: [only] }, (error, result) => {
    if (error) throw error;
    const { user, system } = process.cpuUsage();
    process.send({
      answered: result['2xx'],
      failed: result.non2xx + result.errors,
      failures: failuresOf(result),
      seconds: result.duration,
      bytes: result.throughput.total,
      latency: { p50: result.latency.p50, p99: result.latency.p99, max: result.latency.max },
      cpuMicroseconds: user + system,
    });
    process.disconnect();
  });
});

/** Timeouts are among the errors. */
function failuresOf({ statusCodeStats, errors, timeouts }) {
  const refused = Object.entries(statusCodeStats).filter(([status]) => !status.startsWith('2'));
  return Object.fromEntries(
    [
      ...refused.map(([status, { count }]) => [status, count]),
      ['time-out', timeouts],
      ['no answer', errors - timeouts],
    ].filter(([, count]) => count > 0),
  );
}

process.on('disconnect', () => process.exit());
