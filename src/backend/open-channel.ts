/** A way to tell other pages; `null` where there is none, or it is denied: Firefox throws without storage. */
export function openChannel(name: string): BroadcastChannel | null {
  try {
    const channel = new BroadcastChannel(name);
    // An open one keeps Node from ending.
    (channel as { unref?: () => void }).unref?.();
    return channel;
  } catch {
    return null;
  }
}
