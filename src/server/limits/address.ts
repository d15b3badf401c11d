import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * The address from which a request came: what the outermost of our own proxies saw. Each proxy
 * appends the address of its own client to `X-Forwarded-For`, so the last `proxies` entries, with
 * the socket's in the end, are to be believed, and what stands before them may be anything.
 *
 * @returns `null` where there is none
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string | null {
  const chain = proxies === 0 ? [] : (forwarded ?? '').split(',').filter((part) => part.trim());
  const seen = [...chain.map((part) => bare(part.trim())), bare(socket ?? '')];
  return seen[Math.max(0, seen.length - 1 - proxies)] ?? null;
}

/** Without port, brackets and zone; an IPv4 address in IPv6's clothes is one. */
function bare(text: string): string | null {
  const withPort = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1];
  const address = (withPort ?? text).replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) === 0 ? null : address;
}

/**
 * Whom a limit per address counts: an IPv4 address, or the /64 that an IPv6 address lies in, which
 * is what one household gets.
 *
 * @returns `null` for an address that is not on the open internet: that is a proxy which nobody
 *   told us of, or a neighbour, and no reader may be shut out for what came through it
 */
export function networkOf(address: string | null): string | null {
  if (address === null || PRIVATE.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')) return null;
  if (isIPv4(address)) return address;
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}
