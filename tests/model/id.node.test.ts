import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCommentId } from '../../src/model/id.js';
import { newId } from '../../src/model/new-id.js';

describe('newId', () => {
  it('makes UUIDs of version 7 and of the variant of RFC 9562', () => {
    for (let count = 0; count < 2_000; count += 1) {
      const id = newId();
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(isCommentId(id), true);
    }
  });

  it('begins them with the milliseconds since 1970', () => {
    // RFC 9562, appendix A.6.
    assert.equal(newId(0x017f22e279b0).slice(0, 13), '017f22e2-79b0');
    assert.equal(newId(0).slice(0, 13), '00000000-0000');
    assert.equal(newId(2 ** 48 - 1).slice(0, 13), 'ffffffff-ffff');
    const before = Date.now();
    const at = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    assert.ok(at >= before && at <= Date.now());
  });

  it('sorts them by their time, as text', () => {
    const times = [0, 1, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 48 - 1];
    const ids = times.map((time) => newId(time));
    assert.deepEqual([...ids].sort(), ids);
  });

  it('makes different ones within a millisecond', () => {
    const ids = new Set(Array.from({ length: 5_000 }, () => newId(1_700_000_000_000)));
    assert.equal(ids.size, 5_000);
  });

  it('fills every bit that is not fixed', () => {
    const bits = (id: string): bigint => BigInt(`0x${id.replaceAll('-', '')}`);
    const ids = Array.from({ length: 500 }, () => bits(newId(0)));
    const ones = ids.reduce((all, id) => all | id, 0n);
    const zeros = ids.reduce((all, id) => all & id, (1n << 128n) - 1n);
    const free = (((1n << 12n) - 1n) << 64n) | ((1n << 62n) - 1n);
    assert.equal(ones & free, free);
    assert.equal(zeros & free, 0n);
  });
});

describe('isCommentId', () => {
  it('takes UUIDs of any version in lower case', () => {
    assert.equal(isCommentId('c56a4180-65aa-42ec-a945-5fd21dec0538'), true);
  });

  const others = [
    '',
    'C56A4180-65AA-42EC-A945-5FD21DEC0538',
    'c56a4180-65aa-42ec-a945-5fd21dec0538 ',
    '\nc56a4180-65aa-42ec-a945-5fd21dec0538',
    'c56a418065aa42eca9455fd21dec0538',
    'c56a4180-65aa-42ec-a945-5fd21dec053g',
    null,
    42,
    {},
  ];
  for (const value of others) {
    it(`refuses ${JSON.stringify(value)}`, () => assert.equal(isCommentId(value), false));
  }
});
