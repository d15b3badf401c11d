import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tab } from './tab.js';
import { World } from './world.js';

const ROUND_TRIP = 30;

describe('two tabs, whose pages have a token each', () => {
  it('show whom they were made for, and do not send one another to ask without end', async () => {
    const world = new World(1);
    const { clock, server, device } = world;
    server.delays = Array.from({ length: 10_000 }, () => ROUND_TRIP / 2);
    let asked = 0;
    const { loadViewer } = server.memory;
    server.memory.loadViewer = (...args) => {
      asked += 1;
      return loadViewer(...args);
    };
    const open = async (account: string): Promise<Tab> => {
      device.account = account;
      const tab = await world.open();
      tab.discussion.tokens = server.tokenOf(account);
      await tab.signIn();
      await clock.wait(5_000);
      return tab;
    };
    const play = async (): Promise<void> => {
      const tabs = [await open('alice'), await open('carol')];
      const before = asked;
      await clock.wait(60_000);
      assert.equal(asked, before);
      assert.deepEqual(
        tabs.map(({ reader }) => reader),
        ['alice', 'carol'],
      );
    };
    await clock.drive(play());
  });
});
